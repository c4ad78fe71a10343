package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.replicate.Samples.identity;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.net.PairingInMemory;
import org.anode.node.share.Pairing;
import org.anode.node.share.TrustLevel;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.node.transport.MemoryNetwork;
import org.anode.node.transport.TransportLimits;
import org.anode.schema.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
final class OwnTrustTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DeviceId STRANGER = new DeviceId(filled(DeviceId.SIZE_BYTES, 7));

    private final MemoryNetwork network = new MemoryNetwork(
            TransportLimits.DEFAULT, task -> Thread.ofVirtual().start(task));
    private final List<Computer> all = new ArrayList<>();
    private final Computer anna = new Computer(ANNA);
    private final Computer bela = new Computer(BELA);

    /** A node, as far as it keeps of others. */
    private final class Computer {
        final MemoryStore store = new MemoryStore();
        final Identity identity;
        final PairingInMemory place;
        final OwnTrust trust;
        final TrustCommands commands;
        int heard;

        Computer(Identity one) {
            identity = new Identity(one.keys(), one.person(), one.deviceName());
            place = new PairingInMemory(identity, network);
            trust = new OwnTrust(devices(), Optional.of(place));
            commands = new TrustCommands(trust, () -> trust.named(new Notebooks(store)), Who.of(identity));
            trust.watch(() -> heard++);
            all.add(this);
        }

        /** As after a start. */
        KnownDevices devices() {
            return new KnownDevices(store, identity, Formers.NONE);
        }

        DeviceId id() {
            return identity.device();
        }

        Pairing pairing() {
            return trust.pairing().orElseThrow();
        }
    }

    @AfterEach
    void close() {
        all.forEach(computer -> computer.place.close());
    }

    private static String refusal(Runnable act) {
        return assertThrows(Refusal.class, act::run).sentence();
    }

    private void until(java.util.function.BooleanSupplier holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            all.forEach(computer -> computer.place.tick());
            return holds.getAsBoolean();
        });
    }

    @Test
    @DisplayName("R15 nobody is trusted before somebody here says so; it is kept, and told to who looks here only")
    void levels() {
        assertEquals(TrustLevel.UNKNOWN, anna.trust.trust(STRANGER));
        assertEquals(TrustLevel.RUN, anna.trust.trust(anna.id()));
        for (var level : TrustLevel.values()) {
            anna.trust.trust(STRANGER, level);
            assertEquals(level, anna.trust.trust(STRANGER));
            assertEquals(level, anna.devices().trust(STRANGER), "after a start too");
        }
        assertEquals(TrustLevel.values().length, anna.heard);
        assertTrue(
                refusal(() -> anna.trust.trust(anna.id(), TrustLevel.UNKNOWN)).contains("trusts itself"));
        assertEquals(TrustLevel.UNKNOWN, bela.trust.trust(STRANGER));
    }

    @Test
    @DisplayName("R15 who was let in is known, and stays what somebody said of it")
    void letIn() {
        var devices = anna.devices();
        devices.letIn(STRANGER);
        assertEquals(TrustLevel.KNOWN, devices.trust(STRANGER));
        devices.trust(STRANGER, TrustLevel.OUTPUT);
        devices.letIn(STRANGER);
        assertEquals(TrustLevel.OUTPUT, devices.trust(STRANGER));
    }

    @Test
    @DisplayName("R15 devices are named by the beginning of an id or by a name, among those of the notebooks here")
    void named() {
        anna.store.write(new Notebooks(anna.store).create(NOTEBOOK, ROOT.encoded()));
        anna.trust.trust(STRANGER, TrustLevel.KNOWN);
        var begin = STRANGER.toString().substring(0, 6);
        assertEquals(
                "output", anna.commands.trust(begin, "output").path("trust").asString());
        assertEquals(TrustLevel.OUTPUT, anna.trust.trust(STRANGER));
        assertTrue(refusal(() -> anna.commands.trust(anna.id().toString().substring(0, 6), "known"))
                .contains("trusts itself"));
        assertTrue(refusal(() -> anna.commands.trust("nobody", "known")).contains("no device \"nobody\""));
        assertTrue(refusal(() -> anna.commands.trust("", "known")).contains("no device"));
        var wrong = assertThrows(WrongUsage.class, () -> anna.commands.trust(begin, "RUN"));
        assertTrue(wrong.sentence().contains("unknown, known, output or run"), wrong.sentence());
        assertTrue(refusal(() -> anna.commands.unpair(begin)).contains("not paired"));
    }

    @Test
    @DisplayName(
            "R15 two devices that were paired are the same person's and trust each other, until that is taken back")
    void pairs() {
        anna.trust.pair(bela.trust.pairingLink());
        until(() -> !anna.pairing().words().isEmpty() && !bela.pairing().words().isEmpty());
        assertEquals(anna.pairing().words(), bela.pairing().words());
        assertEquals(anna.pairing().words(), words(anna.commands.pairingWords()));
        anna.trust.confirmPairing(true);
        bela.trust.confirmPairing(true);
        until(() -> anna.pairing().done() && bela.pairing().done());
        assertEquals(BELA.person(), anna.identity.person());
        assertEquals(BELA.person(), bela.identity.person());
        for (var pair : List.of(List.of(anna, bela), List.of(bela, anna))) {
            var here = pair.getFirst();
            var there = pair.getLast();
            assertEquals(TrustLevel.RUN, here.trust.trust(there.id()));
            assertEquals(List.of(there.id()), List.copyOf(here.trust.paired().keySet()));
            assertTrue(here.devices().isMine(there.id()));
            var word = here.devices().voucher().orElseThrow();
            assertEquals(there.id(), word.device());
            assertTrue(word.isFor(BELA.person(), here.identity.keys().publicKey()));
            assertTrue(refusal(() -> here.trust.trust(there.id(), TrustLevel.KNOWN))
                    .contains("unpair"));
        }
        assertJson("""
                [{"id":"%s","name":"device 1","me":true,"trust":"run"},
                 {"id":"%s","name":"device 2","me":false,"paired":true,"trust":"run"}]""".formatted(anna.id(), bela.id()), anna.commands.devices());

        anna.commands.unpair("device 2");
        assertEquals(TrustLevel.KNOWN, anna.trust.trust(bela.id()));
        assertEquals(Map.of(), anna.trust.paired());
        assertEquals(Optional.empty(), anna.devices().voucher());
        assertEquals(BELA.person(), anna.identity.person(), "what was signed meanwhile stays that person's");
    }

    private static List<String> words(JsonNode json) {
        return json.path("words").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    @DisplayName("R15 words that differ pair nobody, and both sides say why")
    void differ() {
        anna.trust.pair(bela.trust.pairingLink());
        until(() -> !anna.pairing().words().isEmpty() && !bela.pairing().words().isEmpty());
        bela.trust.confirmPairing(true);
        assertTrue(refusal(() -> anna.commands.confirmPairing(false)).contains("were not the same"));
        until(() -> bela.pairing().ended().isPresent());
        assertTrue(refusal(() -> bela.commands.confirmPairing(true)).contains("not the same"));
        assertFalse(anna.pairing().done() || bela.pairing().done());
        assertEquals(ANNA.person(), anna.identity.person());
        assertEquals(Map.of(), anna.trust.paired());
        assertEquals(Map.of(), bela.trust.paired());
    }

    @Test
    @DisplayName(
            "R15 a link of one's own, of no kind, or where no others are met is one sentence; a new one ends the last")
    void noLink() {
        assertTrue(refusal(() -> anna.trust.pair(anna.trust.pairingLink())).contains("made on this computer"));
        assertTrue(refusal(() -> anna.trust.pair("anode://join/x#y")).contains("anode://pair/"));
        var alone = new OwnTrust(anna.devices(), Optional.empty());
        assertEquals(NoChannel.NOT_HERE, refusal(alone::pairingLink));
        assertEquals(Optional.empty(), alone.pairing());
        var first = anna.trust.pairingLink();
        anna.trust.pairingLink();
        var comes = new Computer(identity(4));
        comes.trust.pair(first);
        all.forEach(computer -> computer.place.tick());
        assertEquals(List.of(), comes.pairing().words());
        anna.place.close();
        assertTrue(refusal(() -> anna.commands.pairingWords()).contains("given up"));
        assertTrue(refusal(() -> new TrustCommands(alone, java.util.Map::of, Who.of(ANNA)).pairingWords())
                .contains("anode pair"));
    }

    private static void assertJson(String expected, JsonNode actual) {
        assertEquals(JsonMapper.shared().readTree(expected), actual);
    }
}
