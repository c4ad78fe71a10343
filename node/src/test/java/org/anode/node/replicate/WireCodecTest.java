package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.anode.node.wire.CborWriter;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WireCodecTest {
    private static final Position POSITION = new Position(new ActorId(filled(16, 1)), 7, new BatchHash(filled(32, 2)));

    private static final List<WireMessage> ALL = List.of(
            new WireMessage.Digest(filled(32, 1), filled(32, 2)),
            new WireMessage.MemberTips(List.of(new Members.Tip(ROOT.grant(), 5, filled(32, 3)))),
            new WireMessage.Statements(List.of(ROOT.encoded())),
            new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 4)))),
            new WireMessage.Positions(List.of(new WireMessage.GrantPositions(
                    ROOT.grant(), List.of(new WireMessage.DocumentPositions(CELLS, List.of(POSITION)))))),
            new WireMessage.Batches(CELLS, true, List.of(filled(5, 5), filled(6, 6))),
            new WireMessage.Batches(CELLS, false, List.of()),
            new WireMessage.PreviewWanted(CELLS, 300),
            new WireMessage.Preview(CELLS, List.of(filled(5, 5)), filled(6, 6)),
            WireMessage.Preview.none(CELLS),
            new WireMessage.Wants(CELLS, List.of(new ChangeHash(filled(32, 7)))));

    @Test
    void every_message_comes_out_as_it_went_in() {
        for (var message : ALL) assertEquals(new Parsed.Ok<>(message), WireCodec.decode(WireCodec.encode(message)));
    }

    @Test
    void the_bytes_on_the_wire_are_these() {
        var wants = WireCodec.encode(ALL.getLast());
        assertEquals("83016577616e7473826563656c6c73815820" + "07".repeat(32), wants.toHex());
        var batches = WireCodec.encode(ALL.get(5));
        assertEquals("83016762617463686573836563656c6c730182450505050505" + "46060606060606", batches.toHex());
        var wanted = WireCodec.encode(ALL.get(7));
        assertEquals("83016e707265766965772d77616e746564826563656c6c7319012c", wanted.toHex());
        var preview = WireCodec.encode(ALL.get(8));
        assertEquals("8301677072657669657783" + "6563656c6c73" + "81450505050505" + "46060606060606", preview.toHex());
    }

    @Test
    @DisplayName("SY-14 random, changed and cut messages are a value, never an exception")
    void mutations_never_throw() {
        var random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            var bytes = WireCodec.encode(ALL.get(random.nextInt(ALL.size()))).toArray();
            for (int i = random.nextInt(4); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var cut = Bytes.wrap(bytes).slice(0, random.nextInt(bytes.length + 1));
            if (WireCodec.decode(cut) instanceof Parsed.Ok<WireMessage>(var message))
                assertEquals(new Parsed.Ok<>(message), WireCodec.decode(WireCodec.encode(message)));
        }
    }

    @Test
    @DisplayName("R10 a message over its limits is malformed")
    void limits_hold() {
        assertMalformed(Bytes.wrap(new byte[WireLimits.MESSAGE_BYTES_MAX + 1]));
        var hash = new ChangeHash(filled(32, 1));
        assertMalformed(
                WireCodec.encode(new WireMessage.Wants(CELLS, Collections.nCopies(WireLimits.WANTS_MAX + 1, hash))));
        assertMalformed(WireCodec.encode(
                new WireMessage.Batches(CELLS, false, List.of(filled(Limits.BATCH_BYTES_MAX + 1, 0)))));
    }

    @Test
    @DisplayName("R13 an unknown kind or version is malformed, not an error")
    void unknown_kinds_are_passed_over() {
        assertMalformed(CborWriter.array(3, out -> out.number(1).text("news").list(0, _ -> {})));
        assertMalformed(CborWriter.array(3, out -> out.number(2).text("wants").list(0, _ -> {})));
    }

    /** What the machine itself makes stays within what it takes. */
    @Test
    void a_full_message_of_positions_fits() {
        var many = Collections.nCopies(WireLimits.POSITIONS_MAX, POSITION);
        var message = new WireMessage.Positions(List.of(
                new WireMessage.GrantPositions(ROOT.grant(), List.of(new WireMessage.DocumentPositions(CELLS, many)))));
        assertTrue(WireCodec.encode(message).size() <= WireLimits.MESSAGE_BYTES_MAX);
    }

    private static void assertMalformed(Bytes encoded) {
        assertInstanceOf(Parsed.Malformed.class, WireCodec.decode(encoded));
    }
}
