package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RelayLimitsTest {
    @Test
    @DisplayName("RL-10 every limit is a key")
    void keys() {
        assertEquals(
                List.of(
                        "frame-bytes-max",
                        "hello-ms",
                        "ping-ms",
                        "idle-ms",
                        "bytes-per-second",
                        "burst-bytes",
                        "unsent-low-bytes",
                        "unsent-high-bytes",
                        "unsent-hard-bytes",
                        "lane-bytes-max",
                        "rooms-per-connection-max",
                        "members-per-room-max",
                        "connections-max",
                        "connections-per-address-max",
                        "connects-per-minute-max",
                        "half-open-max",
                        "buffered-bytes-max",
                        "header-bytes-max",
                        "request-line-chars-max",
                        "verifications-max",
                        "bad-joins-max",
                        "drain-ms",
                        "renewal-ms"),
                List.copyOf(RelayLimits.DEFAULT.byKey().keySet()));
        assertEquals(65_536, RelayLimits.DEFAULT.with(Map.of()).byKey().get("frame-bytes-max"));
        assertEquals(7, RelayLimits.DEFAULT.with("bad-joins-max", 7).badJoinsMax());
    }

    @Test
    @DisplayName("RL-10 a limit that makes no sense is refused in a sentence")
    void bounds() {
        assertEquals(
                "The relay's frame-bytes-max is 1048577: at most 1048576 can be.",
                sentence("frame-bytes-max", 1_048_577));
        assertEquals("The relay's hello-ms is 0: it must be at least 1.", sentence("hello-ms", 0));
        assertEquals("The relay's ping-ms is 40000: at most 30000 can be.", sentence("ping-ms", 40_000));
        assertEquals("A relay has no limit speed.", sentence("speed", 1));
        assertEquals(0, RelayLimits.DEFAULT.with("bytes-per-second", 0).bytesPerSecond());
    }

    private static String sentence(String key, int value) {
        return assertThrows(RelayFailure.class, () -> RelayLimits.DEFAULT.with(key, value))
                .sentence();
    }
}
