package org.anode.node.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.anode.node.NodeFailure;
import org.anode.node.ThisJvm;
import org.anode.node.folder.FileTree;
import org.anode.node.folder.FileTrouble;
import org.anode.node.folder.PrivateFiles;
import org.anode.schema.Bytes;
import org.anode.schema.engine.Genesis;

/** A trial in a child JVM on this one's class path (SY-10). Any thread. */
public final class ProcessTrial implements Trial {
    /** Loading the largest document allowed takes seconds, on a slow machine half a minute. */
    private static final int ANSWER_SECONDS_MAX = 120;

    /** Shells and the JVM report a death by signal n as 128 + n. */
    private static final int SIGNAL_BASE = 128;

    /** What native code dies of: SIGILL, SIGTRAP, SIGABRT, SIGBUS (Linux and macOS), SIGFPE, SIGSEGV. */
    private static final Set<Integer> OWN_DEATHS = Set.of(4, 5, 6, 7, 8, 10, 11);

    private final Path scratch;
    private final Path natives;
    private final Consumer<Process> started;

    /**
     * @param scratch where a folder for the trial may be made
     * @param natives the folder of unpacked native libraries
     */
    public ProcessTrial(Path scratch, Path natives) {
        this(scratch, natives, _ -> {});
    }

    ProcessTrial(Path scratch, Path natives, Consumer<Process> started) {
        this.scratch = scratch;
        this.natives = natives;
        this.started = started;
    }

    /** One at a time: notebooks that recover together share the scratch folder. */
    @Override
    public synchronized Outcome run(Genesis genesis, Optional<Bytes> saved, List<Bytes> batches) {
        var folder = scratch.resolve("trial.part");
        try {
            FileTree.delete(folder);
            PrivateFiles.createFolder(folder);
            try {
                var input = folder.resolve("input");
                PrivateFiles.write(input, new TrialInput(genesis, saved, batches).encode());
                return await(start(folder, input));
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw FileTrouble.of(folder, e);
        }
    }

    private Process start(Path folder, Path input) throws IOException {
        var command = List.of(
                ThisJvm.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("death.log"),
                "-cp",
                ThisJvm.classPath(),
                ApplyTrial.class.getName(),
                input.toString(),
                natives.toString());
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.createFile(folder.resolve("nothing")).toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.accept(process);
        return process;
    }

    private static Outcome await(Process process) {
        try {
            if (!process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS))
                throw new NodeFailure("The notebook could not be tried out within " + ANSWER_SECONDS_MAX
                        + " s; try again when the machine is less busy.");
            return outcome(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure("The node is stopping; start it again.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Killed from outside, as by a system out of memory, or a bug of ours, is no proof against a batch. */
    private static Outcome outcome(int exit) {
        if (exit == ApplyTrial.SURVIVED) return new Outcome.Survived();
        if (OWN_DEATHS.contains(exit - SIGNAL_BASE)) return new Outcome.Died("signal " + (exit - SIGNAL_BASE));
        throw new NodeFailure("A document could not be tried out after a crash (exit " + exit
                + "); start the node again, and if it stays so, report it with the log.");
    }
}
