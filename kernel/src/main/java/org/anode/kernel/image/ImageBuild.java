package org.anode.kernel.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.anode.kernel.process.ChildCommand;
import org.anode.kernel.process.ChildEnvironment;
import org.jspecify.annotations.Nullable;

/** Makes one image, step by step, each a process of the lowest priority. */
final class ImageBuild {
    /** One step in minutes: training takes half a minute on a quiet machine, and this runs behind everything else. */
    private static final long STEP_MINUTES_MAX = 20;

    private static final int HEAP_MIB = 1024;
    private static final String TRAINING = "org.anode.kernel.child.TrainingMain";

    /** What Python's standard library reaches, without the compiler's empty stand-in. */
    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management,jdk.jfr,jdk.internal.vm.ci,"
                    + "jdk.security.auth,jdk.naming.dns,jdk.httpserver,jdk.net,jdk.localedata,jdk.charsets";

    private final ImageLayout layout;
    private volatile @Nullable Process step;
    private volatile boolean stopped;

    ImageBuild(ImageLayout layout) {
        this.layout = layout;
    }

    /** @throws IOException naming the step that failed */
    void run() throws IOException, InterruptedException {
        if (layout.install().compilerDir().isPresent() && !Files.isDirectory(layout.jdk())) {
            step("jlink", jlink());
        }
        step("train", training());
        if (!Files.exists(layout.cache())) {
            throw new IOException("the training left no cache");
        }
    }

    void stop() {
        stopped = true;
        var running = step;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    private List<String> jlink() {
        var home = layout.install().javaHome();
        return List.of(
                home.resolve("bin").resolve("jlink").toString(),
                "--add-modules",
                MODULES,
                "--output",
                layout.jdk().toString());
    }

    private List<String> training() {
        var runtime = layout.with("-XX:AOTCacheOutput=" + layout.cache());
        return ChildCommand.of(runtime, HEAP_MIB, List.of(), TRAINING);
    }

    private void step(String name, List<String> command) throws IOException, InterruptedException {
        var log = layout.folder().resolve(name + ".log");
        var process = start(command, log);
        step = process;
        if (stopped || !process.waitFor(STEP_MINUTES_MAX, TimeUnit.MINUTES) || process.exitValue() != 0) {
            stop();
            throw new IOException(name + " failed, see " + log);
        }
    }

    private Process start(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(lowest(command))
                .directory(layout.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        ChildEnvironment.scrub(builder.environment());
        return builder.start();
    }

    private static List<String> lowest(List<String> command) {
        var nice = Stream.of("/usr/bin/nice", "/bin/nice")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (nice.isEmpty()) {
            return command;
        }
        var all = new ArrayList<>(List.of(nice.get().toString(), "-n", "19"));
        all.addAll(command);
        return all;
    }
}
