package org.anode.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.anode.kernel.KernelSpec;
import org.anode.node.AtomicFile;
import org.anode.node.HeadlessRun;
import org.anode.node.folder.FileTrouble;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code run}: executes a notebook file without taking it in; nothing of it stays in the data folder. */
@Command(
        name = "run",
        description = {
            "Executes a Jupyter notebook from top to bottom in a fresh kernel and writes it with its outputs.",
            "At the first error the rest is left out: what ran is written all the same, and the exit code is 1."
        })
final class RunFile implements Callable<Integer> {
    @Mixin
    Common common;

    @ParentCommand
    Anode anode;

    @Parameters(paramLabel = "FILE.ipynb", description = "What to run; its folder is the kernel's working directory.")
    Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.ipynb",
            description = "Where to write it; else stdout.")
    @Nullable
    Path out;

    @Option(names = "--timeout", paramLabel = "S", description = "The longest one cell may take, in seconds.")
    @Nullable
    Long timeoutSeconds;

    @Option(names = "--allow-errors", description = "Go on after an error; the exit code is 0 then.")
    boolean allowErrors;

    @Override
    public Integer call() {
        if (timeoutSeconds != null && timeoutSeconds <= 0)
            throw Asking.usage("--timeout takes a number of seconds above 0.");
        var runner = Thread.currentThread();
        try (var _ = anode.signals().during(runner::interrupt)) {
            var result = run();
            write(result.notebook());
            return result.failure().map(this::fail).orElse(ExitCodes.DONE);
        }
    }

    private HeadlessRun.Result run() {
        var timeout = Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds);
        return new HeadlessRun(file.toAbsolutePath().normalize(), timeout, allowErrors)
                .run(Kernels.launcher(), KernelSpec.HEAP_MIB_DEFAULT, anode.terminal()::say);
    }

    private int fail(String sentence) {
        anode.terminal().say("anode: " + sentence);
        return allowErrors ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private void write(Bytes notebook) {
        if (notebook.isEmpty()) return;
        if (out == null) {
            var bytes = notebook.toArray();
            anode.terminal().out().write(bytes, 0, bytes.length);
        } else {
            write(notebook, out.toAbsolutePath().normalize());
        }
    }

    /** What is no file, as a terminal or a pipe, can not be replaced in one step. */
    private static void write(Bytes notebook, Path to) {
        try {
            if (Files.exists(to) && !Files.isRegularFile(to)) Files.write(to, notebook.toArray());
            else AtomicFile.write(to, notebook);
        } catch (IOException e) {
            throw FileTrouble.of(to, e);
        }
    }
}
