package org.anode.node.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import org.anode.node.NodeFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code anode}; what it does is in its subcommands. */
@Command(
        name = "anode",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A collaborative notebook that has no server.",
        subcommands = {
            NodeCommands.Start.class,
            NodeCommands.Stop.class,
            NodeCommands.Status.class,
            NotebookCommands.ListNotebooks.class,
            NotebookCommands.NewNotebook.class,
            NotebookCommands.ImportFile.class,
            NotebookCommands.ExportFile.class,
            NotebookCommands.Rename.class,
            NotebookCommands.Delete.class,
            NotebookCommands.Restore.class,
            NotebookCommands.Show.class,
            CellCommands.Add.class,
            CellCommands.Edit.class,
            CellCommands.Move.class,
            CellCommands.Remove.class,
            CellCommands.Clear.class,
            RunCommands.Exec.class,
            RunCommands.Interrupt.class,
            RunCommands.Restart.class,
            RunFile.class,
            StorageCommands.Doctor.class,
            StorageCommands.ResetStorage.class,
            StorageCommands.Backup.class,
            StorageCommands.RestoreBackup.class,
        })
final class Anode {
    private final Terminal terminal;
    private final Signals signals;

    Anode(Terminal terminal, Signals signals) {
        this.terminal = terminal;
        this.signals = signals;
    }

    Terminal terminal() {
        return terminal;
    }

    Signals signals() {
        return signals;
    }

    Links links() {
        return new Links(terminal);
    }

    /** @throws NodeFailure unless a person at the terminal says yes */
    void confirm(String question) {
        Terminal.stream(terminal.err(), question + " [y/N] ");
        if (!isYes(readLine())) throw new NodeFailure("Nothing was done; say --yes to do it without being asked.");
    }

    private static boolean isYes(String answer) {
        return switch (answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> true;
            default -> false;
        };
    }

    private String readLine() {
        try {
            var line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    /** Runs {@code words} as typed and gives the exit code. */
    static int execute(Terminal terminal, Signals signals, String... words) {
        return commandLine(terminal, signals).execute(literal(words));
    }

    /** Binds the word behind --source to it, whatever it looks like: even {@code --} is a cell's text there. */
    static String[] literal(String... words) {
        var bound = new ArrayList<String>();
        for (int i = 0; i < words.length; i++) {
            var takesNext = words[i].equals("--source") && i + 1 < words.length;
            bound.add(takesNext ? "--source=" + words[++i] : words[i]);
        }
        return bound.toArray(String[]::new);
    }

    /** Parsing is literal: no argument is read from a file, no text is taken for an option where a value is due. */
    static CommandLine commandLine(Terminal terminal, Signals signals) {
        return new CommandLine(new Anode(terminal, signals))
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setInterpolateVariables(true)
                .setAllowOptionsAsOptionParameters(true)
                .setAllowSubcommandsAsOptionParameters(true)
                .setOverwrittenOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(new Errors(terminal))
                .setExecutionExceptionHandler(new Errors(terminal))
                .setExecutionStrategy(new Begin());
    }
}
