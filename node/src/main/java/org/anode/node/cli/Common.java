package org.anode.node.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import org.anode.node.folder.PlatformFolders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every command. */
@Command(synopsisHeading = "Usage: ", mixinStandardHelpOptions = true, versionProvider = Version.class)
final class Common {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; without it $$ANODE_HOME, else the folder your system keeps user data in.")
    private @Nullable Path data;

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            description = "Also log to stderr: ${COMPLETION-CANDIDATES}. With debug, errors come with a stack trace.")
    private @Nullable LogLevel log;

    enum LogLevel {
        error,
        warn,
        info,
        debug,
        trace;

        /** In the words of the JDK's own log. */
        Level level() {
            return switch (this) {
                case error -> Level.SEVERE;
                case warn -> Level.WARNING;
                case info -> Level.INFO;
                case debug -> Level.FINE;
                case trace -> Level.FINEST;
            };
        }
    }

    Path data() {
        return (data == null ? PlatformFolders.current().data() : data)
                .toAbsolutePath()
                .normalize();
    }

    Optional<LogLevel> log() {
        return Optional.ofNullable(log);
    }

    boolean isDebug() {
        return log != null && log.compareTo(LogLevel.debug) >= 0;
    }
}
