package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person types at a real terminal, which {@code script} of util-linux makes. */
@Timeout(600)
final class TerminalIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String WORDS = "a horse and a stäble";
    private static final String CTRL_C = "\u0003";

    private Launched anode;
    private Path file;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(System.getProperty("os.name").startsWith("Linux") && Files.isExecutable(SCRIPT));
        anode = new Launched(folder);
        file = folder.resolve("me.anode");
        anode.anode("new", "Trees").succeeds();
    }

    @AfterEach
    void close() {
        if (anode != null) anode.close();
    }

    /** A command at a terminal, which says afterwards how that is set. */
    private Launched.Running type(String command) throws IOException {
        var launcher = Launched.root().resolve("anode");
        // The shell hears Ctrl-C too, and goes on.
        var line = "stty echo; trap : INT; '" + launcher + "' " + command + "; echo \"exit $?\"; stty -a";
        return anode.start(Map.of("LC_ALL", "xx_XX.UTF-8"), SCRIPT, "-qec", line, "/dev/null");
    }

    /** Types once that was asked for. */
    private static void answer(Launched.Running at, String question, String keys) throws IOException {
        await().atMost(PATIENCE).until(() -> {
            assertTrue(at.process().isAlive(), at.outText());
            return at.outText().contains(question);
        });
        var keyboard = at.process().getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** What stood on the screen, without a passphrase; the terminal is as it was. */
    private static String end(Launched.Running at, int exit) throws Exception {
        var screen = at.end().succeeds().out();
        assertTrue(screen.contains("exit " + exit + "\r\n"), screen);
        assertTrue(screen.contains(" echo "), screen);
        assertFalse(screen.contains("horse"), screen);
        return screen;
    }

    @Test
    @DisplayName("R15 a new passphrase is typed twice and never shown; two different ones keep nothing")
    void fresh() throws Exception {
        var differs = type("identity backup me.anode");
        answer(differs, "New passphrase: ", WORDS + "\n");
        answer(differs, "Once more: ", "another horse\n");
        var screen = end(differs, 1);
        assertTrue(screen.contains("\nanode: These were two different passphrases; nothing was done.\r\n"), screen);
        assertFalse(Files.exists(file));

        var same = type("identity backup me.anode");
        answer(same, "New passphrase: ", WORDS + "\n");
        answer(same, "Once more: ", WORDS + "\n");
        end(same, 0);
        anode.anodeWithInput(WORDS + "\n", "identity", "restore", file.toString())
                .succeeds();
        var restores = type("identity restore me.anode");
        answer(restores, "Passphrase: ", WORDS + "\n");
        end(restores, 0);
    }

    @Test
    @DisplayName("R15 Ctrl-C where a passphrase is asked for leaves the terminal as it was, and keeps nothing")
    void stopped() throws Exception {
        var first = type("identity backup me.anode");
        answer(first, "New passphrase: ", "a horse" + CTRL_C);
        end(first, 130);
        var second = type("identity backup me.anode");
        answer(second, "New passphrase: ", WORDS + "\n");
        answer(second, "Once more: ", CTRL_C);
        end(second, 130);
        assertFalse(Files.exists(file));
    }

    @Test
    @DisplayName("R15 a passphrase is not asked for where it would be shown as it is typed")
    void shown() throws Exception {
        var screen = end(type("identity backup me.anode >out"), 1);
        assertTrue(screen.contains("would be shown"), screen);
        assertFalse(Files.exists(file));
    }
}
