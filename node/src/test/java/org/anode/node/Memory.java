package org.anode.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of processes of this machine, as Linux tells it. */
public final class Memory {
    private Memory() {}

    /** What the process has now, in KiB; NaN where the system does not tell, or the process ended. */
    public static double residentKib(long pid) {
        return kib(pid, "VmRSS");
    }

    /** The most it ever was. */
    public static double peakResidentKib(long pid) {
        return kib(pid, "VmHWM");
    }

    private static double kib(long pid, String key) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException notTold) {
            return Double.NaN;
        }
    }
}
