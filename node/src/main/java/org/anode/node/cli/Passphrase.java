package org.anode.node.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.anode.kernel.posix.Posix;
import org.anode.node.NodeFailure;
import org.anode.node.identity.IdentityBackup;

/** Asks for a passphrase: at a terminal without showing it, else it is the first line of stdin. */
final class Passphrase {
    /** A character has at most four bytes; of a longer line the rest is not read, and it is refused. */
    private static final int LINE_BYTES_MAX = 4 * IdentityBackup.PASSPHRASE_CHARS_MAX;

    private final Terminal terminal;

    Passphrase(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One that somebody knows already. */
    String known() {
        return ask(console(), "Passphrase: ");
    }

    /**
     * A new one; at a terminal it is asked for twice.
     *
     * @throws NodeFailure if it is too short or too long, or was not typed twice
     */
    String fresh() {
        var console = console();
        var passphrase = ask(console, "New passphrase: ");
        if (passphrase.length() < IdentityBackup.PASSPHRASE_CHARS_MIN)
            throw new NodeFailure("A passphrase has at least " + IdentityBackup.PASSPHRASE_CHARS_MIN
                    + " characters; several words are easier to remember.");
        if (passphrase.length() > IdentityBackup.PASSPHRASE_CHARS_MAX)
            throw new NodeFailure("A passphrase has at most " + IdentityBackup.PASSPHRASE_CHARS_MAX + " characters.");
        if (console.isPresent() && !typed(console.get(), "Once more: ").equals(passphrase))
            throw new NodeFailure("These were two different passphrases; nothing was done.");
        return passphrase;
    }

    /** Where a person types; none where a program gives the input. */
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private String ask(Optional<Console> console, String prompt) {
        if (console.isPresent()) return typed(console.get(), prompt);
        if (Posix.isStdinTerminal())
            throw new NodeFailure("The passphrase would be shown as it is typed, because stdout goes elsewhere:"
                    + " leave stdout at the terminal. Nothing was done.");
        return firstLine();
    }

    private static String typed(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) throw new NodeFailure("No passphrase was given; nothing was done.");
        return new String(typed);
    }

    private String firstLine() {
        var line = new ByteArrayOutputStream();
        try {
            int next = terminal.in().read();
            if (next < 0) throw new NodeFailure("No passphrase was given on stdin; nothing was done.");
            while (next >= 0 && next != '\n' && line.size() <= LINE_BYTES_MAX) {
                if (next != '\r') line.write(next); // of a file from Windows
                next = terminal.in().read();
            }
            return line.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NodeFailure("The passphrase could not be read from stdin: " + e.getMessage() + ".", e);
        }
    }
}
