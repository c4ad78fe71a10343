package org.anode.node.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.node.net.PresenceCodec.Said;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.share.Caret;
import org.anode.node.share.SeenCaret;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is there: what is told, what is forgotten and when. */
final class PresenceTest {
    private static final PeerId BELA = new PeerId(Samples.BELA.device(), 1);

    private final List<Bytes> said = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int caretChanges;
    private long nowMs = 1_000_000;
    private final Presence presence = new Presence(() -> "Anna", () -> nowMs, new Presence.Listener() {
        @Override
        public void caretsChanged() {
            caretChanges++;
        }

        @Override
        public void named(DeviceId device, String name) {
            names.add(name);
        }
    });

    private static Caret caret(String client, int at) {
        return new Caret(client, new CellId("cell"), at, at + 2);
    }

    private static Bytes message(String name, Caret... carets) {
        return PresenceCodec.encode(new Said(name, List.of(carets)));
    }

    @Test
    @DisplayName("SY-11 what a node says of itself is read as it was said")
    void roundTrip() {
        var caret = caret("AbC-_9", 7);
        assertEquals(
                new Parsed.Ok<>(new Said("Anna’s", List.of(caret))), PresenceCodec.decode(message("Anna’s", caret)));
    }

    @Test
    @DisplayName("SY-14 bytes that are no presence are a value, whatever they are")
    void malformed() {
        var random = new Random(11);
        var sound = message("Anna", caret("a", 1)).toArray();
        for (int i = 0; i < 20_000; i++) {
            var bytes = sound.clone();
            for (int n = 0; n <= random.nextInt(3); n++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var _ = PresenceCodec.decode(Bytes.wrap(bytes).slice(0, random.nextInt(bytes.length + 1)));
        }
        assertInstanceOf(Parsed.Malformed.class, PresenceCodec.decode(Samples.filled(5_000, 1)));
    }

    @Test
    @DisplayName("SY-11 a caret is told to all, and theirs are seen, one's own tab left out")
    void carets() {
        presence.speakBy(said::add);
        presence.show("mine", Optional.of(caret("mine", 3)));
        assertEquals(List.of(message("Anna", caret("mine", 3))), said);
        presence.received(BELA, message("Bela", caret("hers", 5)));
        assertEquals(
                List.of(new SeenCaret(Samples.BELA.device(), "Bela", caret("hers", 5))),
                presence.carets(Samples.ANNA.device(), "mine"));
        assertEquals(2, presence.carets(Samples.ANNA.device(), "other tab").size());
        assertEquals(List.of("Bela"), names);
        presence.show("mine", Optional.empty());
        assertEquals(message("Anna"), said.getLast());
    }

    @Test
    @DisplayName(
            "SY-11 who says nothing for 45 seconds is forgotten, but not for a time in which this node did not run")
    void gone() {
        presence.received(BELA, message("Bela", caret("hers", 5)));
        nowMs += Presence.TELL_EVERY_MS;
        presence.tick();
        nowMs += 3_600_000; // the lid was closed
        presence.tick();
        assertEquals(1, presence.carets(Samples.ANNA.device(), "mine").size());
        int before = caretChanges;
        for (int i = 0; i < 4; i++) {
            nowMs += Presence.TELL_EVERY_MS;
            presence.tick();
        }
        assertEquals(List.of(), presence.carets(Samples.ANNA.device(), "mine"));
        assertTrue(caretChanges > before);
    }
}
