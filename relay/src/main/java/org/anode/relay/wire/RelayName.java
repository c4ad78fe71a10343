package org.anode.relay.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host name by which a client reached its relay, in the one form that is signed: lower case, without port and trailing
 * dot. Without the port, because port mappings and proxies change it.
 */
public record RelayName(String value) {
    /** As long as a DNS name can be. */
    public static final int SIZE_BYTES_MAX = 253;

    private static final Pattern FORM = Pattern.compile("[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    public RelayName {
        if (!FORM.matcher(value).matches()) throw new IllegalArgumentException("not a relay's name: " + value);
    }

    /** From the host of a URI or a configuration: any case. */
    public static Optional<RelayName> of(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        var name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return FORM.matcher(name).matches() ? Optional.of(new RelayName(name)) : Optional.empty();
    }

    /** From a Host header, which may have a port. */
    public static Optional<RelayName> ofHostHeader(String header) {
        return of(PORT.matcher(header).replaceFirst(""));
    }

    @Override
    public String toString() {
        return value;
    }
}
