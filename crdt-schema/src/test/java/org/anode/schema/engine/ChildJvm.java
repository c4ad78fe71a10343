package org.anode.schema.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a process of its own: what is tested there may end it. */
public final class ChildJvm {
    private static final long MINUTES_MAX = 5;

    private ChildJvm() {}

    /** @param output stdout and stderr */
    public record Ended(int exitCode, String output) {}

    public static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }

    public static Ended run(List<String> classPath, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:-CreateCoredumpOnCrash",
                "-cp",
                String.join(File.pathSeparator, classPath),
                main.getName()));
        command.addAll(List.of(arguments));
        return run(command, Path.of("").toAbsolutePath());
    }

    public static Ended run(List<String> command, Path directory) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (var out = process.getInputStream()) {
            var output = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) throw new IOException("still running: " + command);
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
