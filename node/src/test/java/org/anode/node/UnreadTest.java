package org.anode.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Mime;
import org.anode.node.doc.NotebookEvent;
import org.anode.schema.ExecId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class UnreadTest {
    private static final int LARGE = 1 << 20;

    private final Unread unread = new Unread();

    @Test
    @DisplayName("R14 large outputs that a reader does not take fill no memory: what is beyond the limit is dropped")
    void large() {
        for (int i = 0; i < 100; i++) unread.put(stream("x".repeat(LARGE)));
        assertTrue(unread.hasLost());
        assertEquals(Unread.BYTES_MAX / (2 * (LARGE + KernelEvent.PLAIN_CHARS)), takeAll());
    }

    @Test
    @DisplayName("R14 pictures count as text does")
    void pictures() {
        var picture = new Mime(Map.of("image/png", "A".repeat(LARGE)), "{}");
        for (int i = 0; i < 100; i++) unread.put(live(new KernelEvent.Display("r", Optional.empty(), false, picture)));
        assertTrue(unread.hasLost());
        assertTrue(takeAll() <= Unread.BYTES_MAX / (2 * LARGE));
    }

    @Test
    @DisplayName("many small events are bounded by their number")
    void small() {
        for (int i = 0; i < 2 * Unread.EVENTS_MAX; i++) unread.put(stream("x"));
        assertTrue(unread.hasLost());
        assertEquals(Unread.EVENTS_MAX, takeAll());
    }

    @Test
    @DisplayName("what is taken makes room, and one event of any size is taken when nothing waits")
    void room() {
        for (int i = 0; i < 100; i++) {
            unread.put(stream("x".repeat((int) Unread.BYTES_MAX)));
            assertEquals(1, takeAll());
        }
        assertFalse(unread.hasLost());
    }

    private int takeAll() {
        int count = 0;
        while (unread.takeNow().isPresent()) count++;
        return count;
    }

    private static NotebookEvent stream(String text) {
        return live(new KernelEvent.Stream("r", "stdout", text));
    }

    private static NotebookEvent live(KernelEvent event) {
        return new NotebookEvent.Live(new ExecId("r"), event);
    }
}
