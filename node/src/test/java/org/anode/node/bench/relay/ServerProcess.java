package org.anode.node.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.anode.node.Memory;

/** A server in a process of its own, and what the system says of that process. */
public final class ServerProcess implements AutoCloseable {
    /** What times in /proc are counted in, on every Linux that Java runs on. */
    private static final double TICKS_PER_S = 100;

    /** Of /proc/PID/stat, counted from behind the program's name: user and system time. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private static final long STOP_S_MAX = 20;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** @param log gets what it prints, standard error included */
    static ServerProcess start(Path log, List<String> command) {
        try {
            return new ServerProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its log has a line in which this is found. */
    MatchResult said(Path log, Pattern line, long secondsMax) throws IOException, InterruptedException {
        long byNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        while (System.nanoTime() < byNs && process.isAlive()) {
            var found = line.matcher(Files.readString(log));
            if (found.find()) return found.toMatchResult();
            Thread.sleep(5);
        }
        throw new IllegalStateException("the server did not start: " + Files.readString(log));
    }

    /** Processor time of all its threads so far. */
    double cpuSeconds() {
        try {
            var stat = Files.readString(proc("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_S;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of this process, where the clients are. */
    static double ownCpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    double residentKb() {
        return Memory.residentKib(process.pid());
    }

    /** The most it ever was. */
    double peakResidentKb() {
        return Memory.peakResidentKib(process.pid());
    }

    private Path proc(String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }

    /** Of a JVM: so that garbage does not count as memory in use. */
    void collectGarbage() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var asked = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(asked.getInputStream(), StandardCharsets.UTF_8))) {
            while (out.readLine() != null) {}
        }
        if (asked.waitFor() != 0) throw new IllegalStateException("jcmd GC.run failed");
    }

    /** As {@code kill -9}; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S_MAX, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
