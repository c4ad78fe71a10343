package org.anode.node.replicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.replicate.BlobExchange.Effect;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Content by its hash from peers who may be slow, gone or liars. */
final class BlobExchangeTest {
    private static final PeerId ANNA = new PeerId(Samples.ANNA.device(), 1);
    private static final PeerId BELA = new PeerId(Samples.BELA.device(), 1);
    private static final PeerId CARL = new PeerId(Samples.identity(3).device(), 1);

    private final Map<BlobId, Bytes> annas = new HashMap<>();
    private final Map<BlobId, Bytes> belas = new HashMap<>();
    private final BlobExchange anna = new BlobExchange(blob -> Optional.ofNullable(annas.get(blob)));
    private final BlobExchange bela = new BlobExchange(blob -> Optional.ofNullable(belas.get(blob)));
    private long nowMs = 5_000;

    private static Bytes content(int size, int seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static BlobId id(Bytes content) {
        return new BlobId(content.sha256());
    }

    /** Carries Bela's questions to Anna and her answers back until nothing is said. */
    private void talk(List<Effect> effects) {
        var open = new ArrayList<>(effects);
        while (!open.isEmpty()) {
            switch (open.removeFirst()) {
                case Effect.Keep(var blob, var bytes) -> belas.put(blob, bytes);
                case Effect.Send(var to, var message) -> {
                    if (!to.equals(ANNA)) continue;
                    for (var answer : anna.received(BELA, message.encode(), true, nowMs))
                        if (answer instanceof Effect.Send(var _, var said))
                            open.addAll(bela.received(ANNA, said.encode(), true, nowMs));
                }
            }
        }
    }

    @Test
    @DisplayName("SY-12 content of any length comes in pieces and is what its hash says")
    void fetch() {
        var all = new ArrayList<Bytes>();
        for (int size : new int[] {0, 1, BlobMessage.PIECE_BYTES - 1, BlobMessage.PIECE_BYTES, 1_000_000})
            all.add(content(size, size));
        all.forEach(bytes -> annas.put(id(bytes), bytes));
        talk(bela.connected(ANNA, nowMs));
        talk(bela.want(annas.keySet(), nowMs));
        assertEquals(annas, belas);
    }

    @Test
    @DisplayName("SY-12 who has it not, lies or says nothing is left for another; half of it is not fetched twice")
    void others() {
        var bytes = content(200_000, 4);
        annas.put(id(bytes), bytes);
        talk(bela.connected(CARL, nowMs));
        var asked = bela.want(Set.of(id(bytes)), nowMs);
        assertEquals(CARL, assertInstanceOf(Effect.Send.class, asked.getFirst()).to());
        var lie = new BlobMessage.Piece(id(bytes), 0, 3, Bytes.hex("010203"));
        talk(bela.received(CARL, lie.encode(), true, nowMs)); // nobody is left to ask
        assertEquals(Map.of(), belas);
        talk(bela.connected(ANNA, nowMs));
        nowMs += BlobExchange.PATIENCE_MS + 1;
        talk(bela.tick(nowMs)); // Carl was asked again, and is silent
        assertEquals(bytes, belas.get(id(bytes)));
    }

    @Test
    @DisplayName(
            "SY-12 a peer that falls silent is left after a while, one that goes at once; the next goes on where it was")
    void silent() {
        var bytes = content(150_000, 5);
        annas.put(id(bytes), bytes);
        bela.connected(CARL, nowMs);
        bela.connected(ANNA, nowMs);
        bela.want(Set.of(id(bytes)), nowMs);
        var first = new BlobMessage.Piece(id(bytes), 0, bytes.size(), bytes.slice(0, BlobMessage.PIECE_BYTES));
        bela.received(CARL, first.encode(), true, nowMs);
        nowMs += BlobExchange.PATIENCE_MS + 1;
        var again = bela.tick(nowMs);
        assertEquals(List.of(new Effect.Send(ANNA, new BlobMessage.Want(id(bytes), BlobMessage.PIECE_BYTES))), again);
        talk(again);
        assertEquals(bytes, belas.get(id(bytes)));
    }

    @Test
    @DisplayName("what nobody has is asked for again later, and when somebody comes")
    void nowhere() {
        var blob = id(content(10, 6));
        talk(bela.connected(ANNA, nowMs));
        talk(bela.want(Set.of(blob), nowMs));
        assertEquals(List.of(), bela.tick(nowMs + 1_000));
        assertEquals(1, bela.tick(nowMs + BlobExchange.AGAIN_MS).size());
    }

    @Test
    @DisplayName("MB-6 a peer without a grant that counts is given nothing")
    void stranger() {
        var bytes = content(10, 7);
        annas.put(id(bytes), bytes);
        var want = new BlobMessage.Want(id(bytes), 0).encode();
        assertEquals(List.of(), anna.received(BELA, want, false, nowMs));
        assertEquals(1, anna.received(BELA, want, true, nowMs).size());
    }

    @Test
    @DisplayName("SY-14 whatever bytes come, they are a value")
    void fuzz() {
        var random = new Random(8);
        var sound = new BlobMessage.Piece(id(content(9, 9)), 5, 9, Bytes.hex("01020304")).encode();
        for (int i = 0; i < 20_000; i++) {
            var bytes = sound.toArray();
            for (int n = 0; n <= random.nextInt(3); n++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var cut = Bytes.wrap(bytes).slice(0, random.nextInt(bytes.length + 1));
            var _ = bela.received(ANNA, cut, true, nowMs);
        }
        assertTrue(BlobMessage.decode(sound) instanceof Parsed.Ok<BlobMessage>);
    }
}
