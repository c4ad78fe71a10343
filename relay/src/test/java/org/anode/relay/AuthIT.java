package org.anode.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayLimits;
import org.anode.relay.server.RelayServer;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.Refusal;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.ServerMessage.Refused;
import org.anode.relay.wire.ServerMessage.Welcome;
import org.anode.relay.wire.SignedText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuthIT {
    private static final RelayName MINE = new RelayName("mine.example");
    private static final RelayName OTHERS = new RelayName("hostile.example");

    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
    }

    private RelayServer named(Set<RelayName> names, Optional<Bytes> token, Set<ClientKey> clients) {
        var usual = Relays.config();
        return relays.start(new RelayConfig(
                usual.listen(), names, token, clients, usual.tls(), Set.of(), false, true, false, RelayLimits.DEFAULT));
    }

    private RelayServer named(RelayName... names) {
        return named(Set.of(names), Optional.empty(), Set.of());
    }

    private static void refused(RawClient raw, Refusal code) {
        assertEquals(code, assertInstanceOf(Refused.class, raw.message()).code());
        assertEquals(1008, raw.closeCode());
    }

    @Test
    @DisplayName("RL-5 proofs made for another relay are refused, whatever name is said")
    void replayedElsewhere() {
        var relay = named(MINE);
        // What a hostile relay has when it passes this relay's nonce on to one of its own clients.
        try (var raw = new RawClient(relay.port()).open()) {
            raw.say(raw.auth(OTHERS));
            refused(raw, Refusal.OTHER_NAME);
        }
        try (var raw = new RawClient(relay.port()).open()) {
            raw.say(raw.auth(MINE, SignedText.auth(OTHERS, raw.nonce()), Bytes.EMPTY));
            refused(raw, Refusal.BAD_SIGNATURE);
        }
        assertEquals(1, Relays.denied(relay, "name"));
        assertEquals(1, Relays.denied(relay, "signature"));
    }

    @Test
    @DisplayName("RL-5 a proof counts on its own connection only")
    void replayedLater() {
        var relay = named(MINE);
        try (var raw = new RawClient(relay.port()).open();
                var later = new RawClient(relay.port()).open()) {
            later.say(raw.auth(MINE));
            refused(later, Refusal.BAD_SIGNATURE);
            raw.say(raw.auth(MINE));
            assertInstanceOf(Welcome.class, raw.message());
        }
    }

    @Test
    @DisplayName("RL-5 a relay without a name goes by the Host header")
    void byHost() {
        var relay = named();
        var host = "Host: mine.example:8443";
        var headers = RawClient.headers().stream()
                .map(line -> line.startsWith("Host") ? host : line)
                .toList();
        try (var raw = new RawClient(relay.port()).open(headers)) {
            raw.say(raw.auth(MINE));
            assertInstanceOf(Welcome.class, raw.message());
        }
        try (var raw = new RawClient(relay.port()).open(headers)) {
            raw.say(raw.auth(OTHERS));
            refused(raw, Refusal.OTHER_NAME);
        }
        relays.guest(relay).welcome();
    }

    @Test
    @DisplayName("RL-5 a client hears which relay it did not mean to reach")
    void otherName() {
        var guest = relays.guest(named(MINE));
        var refused = assertInstanceOf(Ended.Refused.class, guest.ended());
        assertEquals(Refusal.OTHER_NAME, refused.code());
        assertTrue(refused.text().startsWith("This relay is not the one you meant"), refused.text());
    }

    @Test
    @DisplayName("RL-9 a relay with a token serves who has it")
    void token() {
        var relay = named(Set.of(), Optional.of(Bytes.utf8("open sesame")), Set.of());
        var address = Relays.address(relay);
        assertEquals(
                Refusal.TOKEN_NEEDED, ((Ended.Refused) relays.guest(address).ended()).code());
        var wrong = address.withToken(Bytes.utf8("open sesam"));
        assertEquals(Refusal.TOKEN_NEEDED, ((Ended.Refused) relays.guest(wrong).ended()).code());
        relays.guest(address.withToken(Bytes.utf8("open sesame"))).welcome();
        assertEquals(2, Relays.denied(relay, "token"));
    }

    @Test
    @DisplayName("RL-9 a relay with a list serves whom it names")
    void list() {
        var listed = KeyPairSigner.generate();
        var relay = named(Set.of(), Optional.empty(), Set.of(new ClientKey(Bytes.wrap(listed.publicKey()))));
        RelayAddress address = Relays.address(relay);
        assertEquals(Refusal.NOT_ALLOWED, ((Ended.Refused) relays.guest(address).ended()).code());
        relays.guest(address, listed, ClientLimits.DEFAULT).welcome();
    }
}
