package org.anode.kernel.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The memory that may still be taken on this machine, in bytes. */
public final class FreeMemory implements LongSupplier {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +([0-9]{1,15}) kB");

    /** On Linux what the system could free counts, too; elsewhere what is free now. */
    @Override
    public long getAsLong() {
        return available().orElseGet(FreeMemory::free);
    }

    private static OptionalLong available() {
        try (var lines = Files.lines(LINUX)) {
            return lines.map(AVAILABLE::matcher)
                    .filter(line -> line.matches())
                    .mapToLong(line -> Long.parseLong(line.group(1)) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static long free() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getFreeMemorySize()
                : 0;
    }
}
