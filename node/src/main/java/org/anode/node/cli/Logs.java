package org.anode.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where log lines go: the node's into its data folder, bounded; on request to stderr as well. */
final class Logs {
    /** Three files of 4 MiB: weeks of a node, and never more than 12 MiB. */
    private static final int FILE_BYTES_MAX = 4 << 20;

    private static final int FILES_MAX = 3;
    private static final String LINE = "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n";

    /** Our own loggers; those of libraries speak from warnings up. */
    private static final Logger OURS = Logger.getLogger("org.anode");

    private Logs() {}

    static Path file(Path data) {
        return data.resolve("logs").resolve("anode.log");
    }

    /** Before anything is logged: nothing to stderr unless {@code stderr} says from which level on. */
    static void begin(Optional<Common.LogLevel> stderr) {
        System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
        LogManager.getLogManager().reset();
        stderr.ifPresent(level -> add(new ConsoleHandler(), level.level()));
    }

    /** The log file of the node that holds {@code data}. Without one (disk full, no right) the node works all the same. */
    static Optional<String> keepFile(Path data) {
        try {
            Files.createDirectories(file(data).getParent());
            add(new FileHandler(file(data).toString(), FILE_BYTES_MAX, FILES_MAX, true), Level.INFO);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("No log is kept: " + e.getMessage() + ".");
        }
    }

    private static void add(Handler handler, Level level) {
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(level);
        Logger.getLogger("").addHandler(handler);
        if (OURS.getLevel() == null || OURS.getLevel().intValue() > level.intValue()) OURS.setLevel(level);
    }
}
