package org.anode.node.net;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anode.node.identity.Formers;
import org.anode.node.room.RoomSecret;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class NotebookRoomTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private final MemoryStore store = new MemoryStore();
    private final Notebooks notebooks = new Notebooks(store);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    /** Its notebook can not be reached: somebody closes it, and waits for those who hear of that. */
    private NotebookAccess busy() {
        return (NotebookAccess) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NotebookAccess.class},
                (_, method, _) -> switch (method.getName()) {
                    case "log" -> notebooks.log(NOTEBOOK);
                    case "store" -> store;
                    case "tell" -> {
                        asked.countDown();
                        free.await();
                        yield null;
                    }
                    default -> throw new AssertionError(method);
                });
    }

    @Test
    @DisplayName("MB-7 a room is left without waiting for its notebook, which may be closed for the same reason")
    void leaves_at_once() throws InterruptedException {
        store.write(notebooks.create(NOTEBOOK, ROOT.encoded()));
        var access = busy();
        var random = new SecureRandom();
        var keys = new RoomKeys(access, ANNA, random);
        var presence = new Presence(ANNA::deviceName, () -> 0, new NoCarets());
        var twins = new Twins(false, Bytes.EMPTY, () -> 0);
        var secret = new RoomSecret(filled(RoomSecret.SIZE_BYTES, 1), 0);
        var room = new NotebookRoom(
                NOTEBOOK, access, secret, ANNA, Formers.NONE, twins, random, presence, keys, new Deaf());
        assertTimeoutPreemptively(AT_ONCE, room::leave);
        assertTrue(asked.await(AT_ONCE.toSeconds(), TimeUnit.SECONDS), "it hears of it all the same");
        free.countDown();
    }

    private static final class NoCarets implements Presence.Listener {
        @Override
        public void caretsChanged() {}

        @Override
        public void named(DeviceId device, String name) {}
    }

    private static final class Deaf implements NotebookRoom.Listener {
        @Override
        public void changed() {}

        @Override
        public void fetched(BlobId blob) {}

        @Override
        public void moved(RoomKeys.Outcome outcome) {}

        @Override
        public List<String> relays() {
            return List.of();
        }

        @Override
        public void meetAt(List<String> relays) {}

        @Override
        public void judged(Twins.Verdict verdict) {}
    }
}
