package org.anode.node.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** After what time something ends that nobody uses: as {@link DurationOption}, or {@code never}, which is zero. */
final class IdleOption implements ITypeConverter<Duration> {
    private static final String NEVER = "never";

    @Override
    public Duration convert(String text) {
        return text.equals(NEVER) ? Duration.ZERO : new DurationOption().convert(text);
    }
}
