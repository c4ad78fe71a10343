package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.anode.relay.server.Visit.Step;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage.Auth;
import org.anode.relay.wire.ClientMessage.Join;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.Nonce;
import org.anode.relay.wire.Refusal;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomKey;
import org.anode.relay.wire.ServerMessage.NotJoined;
import org.anode.relay.wire.ServerMessage.Welcome;
import org.anode.relay.wire.Signature;
import org.anode.relay.wire.SignedText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VisitTest {
    private static final RelayName NAME = new RelayName("relay.example");
    private static final Nonce NONCE = new Nonce(Bytes.hex("11".repeat(32)));
    private static final ClientKey CLIENT = new ClientKey(Bytes.hex("22".repeat(32)));
    private static final Signature SIGNATURE = new Signature(Bytes.hex("33".repeat(64)));
    private static final AuthRules OPEN = new AuthRules(Set.of(NAME), Optional.empty(), Set.of());

    private static Visit visit(AuthRules rules) {
        var limits = RelayLimits.DEFAULT.with("rooms-per-connection-max", 2).with("bad-joins-max", 2);
        return new Visit(rules, limits, Optional.of(NAME), NONCE);
    }

    private static Auth auth(RelayName name, String token) {
        return new Auth(CLIENT, SIGNATURE, name, Bytes.utf8(token));
    }

    private static Join join(int number) {
        return new Join(new RequestId(number), new RoomKey(Bytes.hex("%064x".formatted(number))), SIGNATURE);
    }

    private static Visit welcome() {
        var visit = visit(OPEN);
        visit.auth(auth(NAME, ""));
        visit.checked(true);
        return visit;
    }

    private static NotJoined not(int request, JoinRefusal why) {
        return new NotJoined(new RequestId(request), why);
    }

    @Test
    @DisplayName("RL-5 a client is welcome once its signature over this relay's challenge was checked")
    void welcomed() {
        var visit = visit(OPEN);
        assertEquals(
                new Step.Check(CLIENT.value(), SignedText.auth(NAME, NONCE), SIGNATURE), visit.auth(auth(NAME, "")));
        assertFalse(visit.isWelcome());
        assertEquals(new Step.Say(new Welcome()), visit.checked(true));
        assertTrue(visit.isWelcome());
        assertInstanceOf(Step.Violation.class, visit.auth(auth(NAME, "")));
    }

    @Test
    @DisplayName("RL-5 a wrong signature is refused, and so is who asks when too many wait")
    void refused() {
        var bad = visit(OPEN);
        bad.auth(auth(NAME, ""));
        assertEquals(Refusal.BAD_SIGNATURE, refusal(bad.checked(false)));
        assertFalse(bad.isWelcome());
        var busy = visit(OPEN);
        busy.auth(auth(NAME, ""));
        assertEquals(Refusal.BUSY, refusal(busy.unchecked()));
        assertInstanceOf(Step.Violation.class, bad.join(join(1), 0, false));
    }

    private static Refusal refusal(Step step) {
        return assertInstanceOf(Step.Refuse.class, step).why().code();
    }

    @Test
    @DisplayName("RL-9 name, token and list are looked at before the signature")
    void rules() {
        var other = new RelayName("other.example");
        assertEquals(Refusal.OTHER_NAME, refusal(visit(OPEN).auth(auth(other, ""))));
        var token = new AuthRules(Set.of(NAME), Optional.of(Bytes.utf8("t")), Set.of());
        assertEquals(Refusal.TOKEN_NEEDED, refusal(visit(token).auth(auth(NAME, ""))));
        assertEquals(Refusal.TOKEN_NEEDED, refusal(visit(token).auth(auth(NAME, "u"))));
        assertInstanceOf(Step.Check.class, visit(token).auth(auth(NAME, "t")));
        var listed = new AuthRules(Set.of(NAME), Optional.empty(), Set.of(new ClientKey(NONCE.value())));
        assertEquals(Refusal.NOT_ALLOWED, refusal(visit(listed).auth(auth(NAME, ""))));
        var byHost = new AuthRules(Set.of(), Optional.empty(), Set.of());
        assertInstanceOf(Step.Check.class, visit(byHost).auth(auth(NAME, "")));
        assertEquals(Refusal.OTHER_NAME, refusal(visit(byHost).auth(auth(other, ""))));
        var nameless = new Visit(byHost, RelayLimits.DEFAULT, Optional.empty(), NONCE);
        assertEquals(Refusal.OTHER_NAME, refusal(nameless.auth(auth(NAME, ""))));
    }

    @Test
    @DisplayName("RL-6 a join enters once the room's signature was checked")
    void joined() {
        var visit = welcome();
        var text = SignedText.join(NAME, NONCE, CLIENT, join(1).room());
        assertEquals(new Step.Check(join(1).room().value(), text, SIGNATURE), visit.join(join(1), 0, false));
        assertEquals(new Step.Enter(join(1)), visit.checked(true));
        assertEquals(Optional.empty(), visit.next());
    }

    @Test
    @DisplayName("RL-6 one signature of a client is checked at a time, its other joins wait, a bounded number")
    void queue() {
        var visit = welcome();
        assertInstanceOf(Step.Check.class, visit.join(join(1), 0, false));
        assertEquals(new Step.Nothing(), visit.join(join(2), 0, false));
        assertEquals(new Step.Nothing(), visit.join(join(3), 0, false));
        assertEquals(new Step.Say(not(4, JoinRefusal.BUSY)), visit.join(join(4), 0, false));
        assertEquals(new Step.Enter(join(1)), visit.checked(true));
        assertEquals(Optional.of(join(2)), visit.next());
        assertInstanceOf(Step.Check.class, visit.join(join(2), 1, false));
        assertEquals(Optional.empty(), visit.next());
        assertEquals(new Step.Say(not(2, JoinRefusal.BUSY)), visit.unchecked());
        assertEquals(Optional.of(join(3)), visit.next());
    }

    @Test
    @DisplayName("RL-10 what can not come of anything is answered without a check")
    void cheap() {
        var visit = welcome();
        assertEquals(new Step.Say(not(1, JoinRefusal.JOINED_ALREADY)), visit.join(join(1), 1, true));
        assertEquals(new Step.Say(not(1, JoinRefusal.TOO_MANY_ROOMS)), visit.join(join(1), 2, false));
    }

    @Test
    @DisplayName("RL-6 a wrong room signature is answered, many end the connection")
    void badJoins() {
        var visit = welcome();
        visit.join(join(1), 0, false);
        assertEquals(new Step.Say(not(1, JoinRefusal.BAD_SIGNATURE)), visit.checked(false));
        visit.join(join(1), 0, false);
        assertInstanceOf(Step.Violation.class, visit.checked(false));
    }
}
