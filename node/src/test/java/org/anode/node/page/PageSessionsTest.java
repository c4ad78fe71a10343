package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.control.Token;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSessionsTest {
    private final AtomicLong today = new AtomicLong(20_000);

    @TempDir
    Path folder;

    private PageSessions sessions() {
        return new PageSessions(folder.resolve("sessions"), today::get);
    }

    @Test
    @DisplayName("R2 a session is known to the next start, its secret is not in the file, which is private")
    void survives() throws IOException {
        var session = sessions().begin().reveal();
        assertTrue(sessions().isKnown(session));
        assertFalse(sessions().isKnown(Token.fresh().reveal()));
        assertFalse(sessions().isKnown(""));
        var file = folder.resolve("sessions");
        assertFalse(Files.readString(file).contains(session));
        assertFalse(sessions().isKnown(Files.readString(file).substring(0, 64)), "the hash opens nothing");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    @DisplayName("R2 a session ends after 30 days without use; each use prolongs it")
    void ages() {
        var used = sessions().begin().reveal();
        var unused = sessions().begin().reveal();
        today.addAndGet(20);
        assertTrue(sessions().isKnown(used));
        today.addAndGet(20);
        assertTrue(sessions().isKnown(used));
        assertFalse(sessions().isKnown(unused));
        today.addAndGet(31);
        assertFalse(sessions().isKnown(used));
    }

    @Test
    @DisplayName("R2 forget ends all of them, for this start and the next")
    void forget() {
        var sessions = sessions();
        var session = sessions.begin().reveal();
        sessions.forget();
        assertFalse(sessions.isKnown(session));
        assertFalse(sessions().isKnown(session));
    }

    @Test
    @DisplayName("a damaged file is as none")
    void damaged() throws IOException {
        Files.writeString(folder.resolve("sessions"), "nonsense\n" + "z".repeat(64) + " 1\n");
        var session = sessions().begin().reveal();
        assertTrue(sessions().isKnown(session));
    }

    @Test
    @DisplayName("R2 the token of a link opens once, another never, and the oldest of too many no more")
    void links() {
        var links = new LinkTokens();
        var oldest = links.fresh().reveal();
        var token = links.fresh().reveal();
        assertFalse(links.redeem(Token.fresh().reveal()));
        assertTrue(links.redeem(token));
        assertFalse(links.redeem(token));
        for (int i = 0; i < 64; i++) links.fresh();
        assertFalse(links.redeem(oldest));
    }
}
