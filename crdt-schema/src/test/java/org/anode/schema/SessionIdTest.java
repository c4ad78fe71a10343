package org.anode.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SessionIdTest {
    private static final GrantId ADA = new GrantId(Bytes.utf8("ada").sha256());
    private static final GrantId BOB = new GrantId(Bytes.utf8("bob").sha256());
    private static final Bytes NONCE = Bytes.hex("00112233445566778899");

    @Test
    @DisplayName("MB-5 a session's id tells whose it is")
    void tells_whose() {
        var id = SessionId.of(ADA, NONCE);
        assertEquals(NONCE.toBase32(), id.value().substring(0, 16));
        assertTrue(id.canBeOf(ADA));
        assertFalse(id.canBeOf(BOB));
        assertNotEquals(id, SessionId.of(BOB, NONCE));
        var altered = new SessionId(
                (id.value().charAt(0) == 'a' ? "b" : "a") + id.value().substring(1));
        assertFalse(altered.canBeOf(ADA));
    }

    @Test
    @DisplayName("MB-5 an id of the form there was before can be anybody's")
    void former_ids() {
        assertTrue(new SessionId("aaaabbbbccccdddd").canBeOf(ADA));
        assertTrue(new SessionId("aaaabbbbccccdddd").canBeOf(BOB));
        assertThrows(IllegalArgumentException.class, () -> SessionId.of(ADA, NONCE.slice(0, 9)));
    }
}
