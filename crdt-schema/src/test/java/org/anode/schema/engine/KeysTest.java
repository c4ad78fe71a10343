package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    @DisplayName("DO-5 any JSON key has an ASCII form and comes back from it")
    void roundTrip() {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            var key = new StringBuilder();
            for (int n = random.nextInt(6); n > 0; n--)
                key.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
            check(key.toString());
        }
        for (var key : List.of("", "%", "%%", "$keys", "$number", "$blob", "a%0041", "\uD83D", "😀")) check(key);
    }

    private static void check(String key) {
        var stored = Keys.escape(key);
        assertTrue(Keys.isStorable(stored), stored);
        assertEquals(key, Keys.unescape(stored));
    }

    @Test
    void plainKeysStayAsTheyAre() {
        assertEquals("kernel_spec-1.x y", Keys.escape("kernel_spec-1.x y"));
        assertEquals("$blob", Keys.escape("$blob"));
        assertEquals("%0024keys", Keys.escape("$keys"));
        assertEquals("100%", Keys.unescape("100%"));
    }

    @Test
    void order() {
        assertEquals("", Keys.orderHint(List.of("a", "b")));
        assertEquals("b\na", Keys.orderHint(List.of("b", "a")));
        assertEquals(List.of("b", "a", "c"), Keys.ordered(List.of("a", "b", "c"), "b\na\ngone\nb"));
    }
}
