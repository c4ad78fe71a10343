package org.anode.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.anode.node.NodeFailure;
import org.anode.node.store.Store.Change.Delete;
import org.anode.node.store.Store.Change.Put;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class StoreContract {
    Store store;

    abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void what_was_written_is_read() {
        store.write(List.of(put("a", "1"), put("b", "2")));
        assertEquals(Optional.of(Bytes.utf8("1")), store.get(Column.LOG, Bytes.utf8("a")));
        assertEquals(Optional.empty(), store.get(Column.LOG, Bytes.utf8("c")));
        assertEquals(Optional.empty(), store.get(Column.META, Bytes.utf8("a")));
    }

    @Test
    void the_last_change_of_a_key_in_a_write_counts() {
        store.write(List.of(put("a", "1"), put("a", "2"), put("b", "1"), delete("b")));
        assertEquals(List.of("a=2"), scan("", ""));
    }

    @Test
    void empty_values_and_an_empty_write_are_fine() {
        store.write(List.of());
        store.write(List.of(put("a", "")));
        assertEquals(Optional.of(Bytes.EMPTY), store.get(Column.LOG, Bytes.utf8("a")));
    }

    @Test
    void a_scan_goes_up_through_its_prefix_only() {
        store.write(List.of(put("b2", "y"), put("b1", "x"), put("a", "-"), put("c", "-"), put("b", "w")));
        assertEquals(List.of("b=w", "b1=x", "b2=y"), scan("b", "b"));
        assertEquals(List.of("b2=y"), scan("b", "b11"));
        assertEquals(List.of("b=w", "b1=x", "b2=y"), scan("b", "a"));
        assertEquals(List.of(), scan("b", "c"));
    }

    @Test
    void a_scan_ends_when_the_visitor_has_enough() {
        store.write(List.of(put("a", "1"), put("b", "2"), put("c", "3")));
        var seen = new ArrayList<Bytes>();
        store.scan(Column.LOG, Bytes.EMPTY, (key, _) -> {
            seen.add(key);
            return seen.size() < 2;
        });
        assertEquals(List.of(Bytes.utf8("a"), Bytes.utf8("b")), seen);
    }

    @Test
    void keys_compare_unsigned() {
        var high = Bytes.hex("ff");
        var low = Bytes.hex("7f00");
        store.write(List.of(new Put(Column.LOG, high, Bytes.EMPTY), new Put(Column.LOG, low, Bytes.EMPTY)));
        var seen = new ArrayList<Bytes>();
        store.scan(Column.LOG, Bytes.EMPTY, (key, _) -> seen.add(key));
        assertEquals(List.of(low, high), seen);
    }

    @Test
    void last_gives_the_highest_key_of_a_prefix() {
        store.write(List.of(put("a", "0"), put("b1", "1"), put("b2", "2"), put("c", "3")));
        assertEquals(Optional.of(new Store.Entry(Bytes.utf8("b2"), Bytes.utf8("2"))), last("b"));
        assertEquals(Optional.of(new Store.Entry(Bytes.utf8("c"), Bytes.utf8("3"))), last(""));
        assertEquals(Optional.empty(), last("b3"));
        assertEquals(Optional.empty(), last("d"));
    }

    @Test
    void last_finds_the_end_of_a_prefix_of_highest_bytes() {
        var prefix = Bytes.hex("ffff");
        store.write(List.of(
                new Put(Column.LOG, Bytes.hex("ffff01"), Bytes.EMPTY),
                new Put(Column.LOG, Bytes.hex("fffe"), Bytes.EMPTY)));
        assertEquals(Optional.of(new Store.Entry(Bytes.hex("ffff01"), Bytes.EMPTY)), store.last(Column.LOG, prefix));
    }

    @Test
    void last_does_not_take_the_next_prefix_for_its_own() {
        store.write(List.of(put("a", "0"), put("b", "1")));
        assertEquals(Optional.of(new Store.Entry(Bytes.utf8("a"), Bytes.utf8("0"))), last("a"));
    }

    @Test
    void a_visitor_may_write_and_does_not_see_it() {
        store.write(List.of(put("a", "1"), put("b", "2")));
        var seen = new ArrayList<Bytes>();
        store.scan(Column.LOG, Bytes.EMPTY, (key, _) -> {
            store.write(List.of(put(key.toUtf8() + "x", "new")));
            return seen.add(key);
        });
        assertEquals(List.of(Bytes.utf8("a"), Bytes.utf8("b")), seen);
        assertEquals(4, scan("", "").size());
    }

    @Test
    void a_large_value_comes_back_whole() {
        var large = new byte[3 << 20];
        new Random(7).nextBytes(large);
        var value = Bytes.copyOf(large);
        store.write(List.of(new Put(Column.BLOBS, value.sha256(), value)));
        assertEquals(Optional.of(value), store.get(Column.BLOBS, value.sha256()));
    }

    @Test
    void a_closed_store_says_so() {
        store.close();
        assertThrows(NodeFailure.class, () -> store.get(Column.LOG, Bytes.EMPTY));
        assertThrows(NodeFailure.class, () -> store.write(List.of(put("a", "1"))));
        assertThrows(NodeFailure.class, store::sync);
        store.close();
    }

    @Test
    void random_writes_agree_with_a_sorted_map() {
        var random = new Random(11);
        var expected = new TreeMap<Bytes, Bytes>();
        for (int round = 0; round < 200; round++) {
            var changes = new ArrayList<Store.Change>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                var key = randomKey(random);
                if (random.nextInt(3) == 0) {
                    changes.add(new Delete(Column.VIEWS, key));
                    expected.remove(key);
                } else {
                    var value = Bytes.utf8("v" + random.nextInt());
                    changes.add(new Put(Column.VIEWS, key, value));
                    expected.put(key, value);
                }
            }
            store.write(changes);
            compare(expected, randomKey(random).slice(0, 1));
        }
        compare(expected, Bytes.EMPTY);
    }

    @Test
    @DisplayName("SY-4 readers see all of a write or nothing of it")
    void readers_see_all_of_a_write_or_nothing() throws InterruptedException {
        var done = new AtomicBoolean();
        var wrong = new AtomicReference<String>();
        store.write(List.of(put("l", "0"), put("r", "0")));
        var readers = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) {
            readers.add(Thread.ofVirtual().start(() -> {
                while (!done.get()) {
                    var seen = scan("", "");
                    if (!seen.get(0).substring(2).equals(seen.get(1).substring(2))) wrong.set(seen.toString());
                }
            }));
        }
        for (int i = 1; i <= 2000; i++) store.write(List.of(put("l", "" + i), put("r", "" + i)));
        done.set(true);
        for (var reader : readers) reader.join();
        assertEquals(null, wrong.get());
    }

    @Test
    void closing_waits_for_readers() throws InterruptedException {
        for (int i = 0; i < 1000; i++) store.write(List.of(put("k" + i, "v")));
        var started = new java.util.concurrent.CountDownLatch(1);
        var reader = Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    scan("", "");
                    started.countDown();
                }
            } catch (NodeFailure closed) {
                started.countDown();
            }
        });
        assertTrue(started.await(30, java.util.concurrent.TimeUnit.SECONDS));
        store.close();
        reader.join(30_000);
        assertFalse(reader.isAlive());
    }

    private void compare(SortedMap<Bytes, Bytes> expected, Bytes prefix) {
        var found = new TreeMap<Bytes, Bytes>();
        store.scan(Column.VIEWS, prefix, (key, value) -> {
            found.put(key, value);
            return true;
        });
        var wanted = new TreeMap<>(expected);
        wanted.keySet().removeIf(key -> !key.startsWith(prefix));
        assertEquals(wanted, found);
        var last = wanted.lastEntry();
        assertEquals(
                Optional.ofNullable(last).map(e -> new Store.Entry(e.getKey(), e.getValue())),
                store.last(Column.VIEWS, prefix));
    }

    private static Bytes randomKey(Random random) {
        var key = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < key.length; i++) key[i] = (byte) (random.nextInt(4) - 2);
        return Bytes.wrap(key);
    }

    private List<String> scan(String prefix, String from) {
        var found = new ArrayList<String>();
        store.scan(
                Column.LOG,
                Bytes.utf8(prefix),
                Bytes.utf8(from),
                (key, value) -> found.add(key.toUtf8() + "=" + value.toUtf8()));
        return found;
    }

    private Optional<Store.Entry> last(String prefix) {
        return store.last(Column.LOG, Bytes.utf8(prefix));
    }

    private static Store.Change put(String key, String value) {
        return new Put(Column.LOG, Bytes.utf8(key), Bytes.utf8(value));
    }

    private static Store.Change delete(String key) {
        return new Delete(Column.LOG, Bytes.utf8(key));
    }
}
