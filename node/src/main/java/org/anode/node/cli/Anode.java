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

/** The command {@code anode}; what it does is in its {@link Subcommands}. */
@Command(
        name = "anode",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A collaborative notebook that has no server.")
final class Anode {
    private static final String SOURCE = "--source";
    private static final char MARK = ':';

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
        if (!agrees(question)) throw new NodeFailure("Nothing was done; say --yes to do it without being asked.");
    }

    /** Whether a person at the terminal says yes. */
    boolean agrees(String question) {
        Terminal.stream(terminal.err(), question + " [y/N] ");
        return isYes(readLine());
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
        return commandLine(terminal, signals, words).execute(literal(words));
    }

    /**
     * Binds the text behind --source to it and marks it with a first character, which {@link #unmarked} takes off: so
     * the parser sees no option, no {@code --} and no quotes in it, whatever it looks like.
     */
    static String[] literal(String... words) {
        var bound = new ArrayList<String>();
        var options = true;
        for (int i = 0; i < words.length; i++) {
            options &= !words[i].equals("--");
            var takesNext = options && words[i].equals(SOURCE) && i + 1 < words.length;
            if (takesNext) bound.add(SOURCE + "=" + MARK + words[++i]);
            else if (options && words[i].startsWith(SOURCE + "="))
                bound.add(SOURCE + "=" + MARK + words[i].substring(SOURCE.length() + 1));
            else bound.add(words[i]);
        }
        return bound.toArray(String[]::new);
    }

    static String unmarked(String text) {
        return text.substring(1);
    }

    /** Parsing is literal: no argument is read from a file, no text is taken for an option where a value is due. */
    static CommandLine commandLine(Terminal terminal, Signals signals, String... words) {
        var line = new CommandLine(new Anode(terminal, signals));
        Subcommands.of(words).forEach(line::addSubcommand);
        return line.setExpandAtFiles(false)
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
