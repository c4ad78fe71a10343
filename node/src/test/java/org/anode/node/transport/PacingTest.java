package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.Random;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PacingTest {
    private static final int FRAME = 16 << 10;
    private static final long QUEUE = 8 << 20;

    private final Pacing sender = new Pacing(QUEUE);
    private final Pacing receiver = new Pacing(QUEUE);
    private long nowMs = 1_000;

    private static Bytes frame(int size) {
        return Bytes.wrap(new byte[size]);
    }

    private void offer(int frames) {
        for (int n = 0; n < frames; n++) assertTrue(sender.offer(frame(FRAME)));
    }

    /** What may leave now leaves. @return bytes sent */
    private long send(boolean arrives) {
        long sent = 0;
        for (var next = sender.next(); next != null; next = sender.next()) {
            long end = sender.nextEnd();
            sender.sent(nowMs);
            sent += next.size();
            if (arrives) receiver.heard(end).ifPresent(far -> sender.acked(far, nowMs));
        }
        return sent;
    }

    @Test
    @DisplayName("RT-3 no more than a window is under way, and it goes on as the peer says how far it got")
    void window() {
        offer(64);
        assertEquals(Pacing.WINDOW_BYTES, send(false));
        assertNull(sender.next());
        assertTrue(sender.isStuck());
        sender.acked(Pacing.ACK_EVERY_BYTES, nowMs);
        assertEquals(Pacing.ACK_EVERY_BYTES, send(false));
        sender.acked(2L * Pacing.ACK_EVERY_BYTES, nowMs);
        assertEquals(Pacing.ACK_EVERY_BYTES, send(false));
    }

    @Test
    @DisplayName("RT-3 where all arrives all is sent")
    void all_arrives() {
        offer(400);
        assertEquals(400L * FRAME, send(true));
        assertEquals(0, sender.waitingBytes());
        assertFalse(sender.isStuck());
    }

    @Test
    @DisplayName("RT-3 what is lost is given up after a while, and what follows is told of again")
    void loss() {
        offer(64);
        send(false);
        nowMs += Pacing.LOST_AFTER_MS - 1;
        sender.tick(nowMs);
        assertTrue(sender.isStuck());
        nowMs += 1;
        sender.tick(nowMs);
        assertEquals((64L * FRAME) - Pacing.WINDOW_BYTES, send(true));
    }

    @Test
    @DisplayName("RT-3 words of a peer that can not be true change nothing")
    void lies() {
        offer(64);
        send(false);
        sender.acked(Long.MAX_VALUE, nowMs);
        sender.acked(-1, nowMs);
        assertNull(sender.next());
        assertEquals(OptionalLong.empty(), receiver.heard(-5));
        assertEquals(OptionalLong.of(Long.MAX_VALUE), receiver.heard(Long.MAX_VALUE));
        assertEquals(OptionalLong.empty(), receiver.heard(100));
    }

    @Test
    @DisplayName("SY-13 what waits is bounded, empty frames too")
    void bounded() {
        int taken = 0;
        while (sender.offer(frame(0))) taken++;
        assertEquals(QUEUE / TransportLimits.FRAME_OVERHEAD_BYTES, taken);
    }

    @Test
    @DisplayName("R13 random bytes are a frame or a reason, and what is sent is read as it was")
    void codec() {
        var random = new Random(7);
        for (int n = 0; n < 5_000; n++) {
            var junk = new byte[random.nextInt(40)];
            random.nextBytes(junk);
            RelayFrame.decode(Bytes.wrap(junk));
        }
        var data = new byte[RelayFrame.OVERHEAD_BYTES + 3];
        RelayFrame.data(77, Bytes.utf8("abc")).get(data);
        assertEquals("010000000000000" + "04d616263", Bytes.wrap(data).toHex());
        assertEquals(
                new Parsed.Ok<RelayFrame>(new RelayFrame.Data(77, Bytes.utf8("abc"))),
                RelayFrame.decode(Bytes.wrap(data)));
        var ack = new byte[RelayFrame.OVERHEAD_BYTES];
        RelayFrame.ack(1L << 40).get(ack);
        assertEquals(new Parsed.Ok<RelayFrame>(new RelayFrame.Ack(1L << 40)), RelayFrame.decode(Bytes.wrap(ack)));
        RelayFrame.lost().get(ack);
        assertEquals(new Parsed.Ok<RelayFrame>(new RelayFrame.Lost()), RelayFrame.decode(Bytes.wrap(ack)));
    }
}
