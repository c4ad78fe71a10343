package org.anode.relay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.RelayName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayAddressTest {
    @ParameterizedTest
    @CsvSource({
        "wss://Relay.Example, relay.example, 443",
        "wss://relay.example/, relay.example, 443",
        "wss://relay.example:8443/v1, relay.example, 8443",
        "ws://127.0.0.1:8080, 127.0.0.1, 8080",
        "ws://[::1], [::1], 80",
    })
    @DisplayName("RL-5 an address gives the name that is signed")
    void names(String text, String name, int port) {
        var address = RelayAddress.of(text);
        assertEquals(new RelayName(name), address.name());
        assertEquals(port, address.port());
        assertEquals("/v1", address.uri().getPath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://relay.example",
                "relay.example",
                "wss://user:secret@relay.example",
                "wss://relay.example/v2",
                "wss://relay.example/v1?token=x",
                "wss://relay.example/v1#x",
                "wss:///v1",
                "wss://re lay"
            })
    @DisplayName("RL-5 anything else is refused")
    void refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> RelayAddress.of(text));
    }

    @Test
    @DisplayName("RL-9 the token is not in what is logged of an address")
    void secret() {
        var address = RelayAddress.of("wss://relay.example").withToken(Bytes.hex("c0ffee"));
        assertTrue(!address.toString().contains("c0ffee"));
        assertThrows(IllegalArgumentException.class, () -> address.withToken(Bytes.wrap(new byte[256])));
    }
}
