package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import org.anode.relay.server.AddressLimits.Entry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private static final long S = 1_000_000_000L;

    private static AddressKey key(String address) {
        return AddressKey.of(InetAddress.ofLiteral(address));
    }

    @Test
    @DisplayName("RL-11 an IPv4 address is one, an IPv6 /64 is one")
    void keys() {
        assertEquals(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assertNotEquals(key("2001:db8:0:1::1"), key("2001:db8:0:2::1"));
        assertNotEquals(key("203.0.113.1"), key("203.0.113.2"));
        assertEquals(key("203.0.113.1"), key("::ffff:203.0.113.1"));
        assertNotEquals(key("0.0.0.0"), key("::"));
    }

    @Test
    @DisplayName("RL-11 so many connections of an address, and as many again as leave")
    void connections() {
        var limits = new AddressLimits(2, 0);
        assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 0));
        assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 0));
        assertEquals(Entry.TOO_MANY, limits.enter(key("203.0.113.1"), 0));
        assertEquals(Entry.IN, limits.enter(key("203.0.113.2"), 0));
        limits.leave(key("203.0.113.1"));
        assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 0));
        assertEquals(Entry.TOO_MANY, limits.enter(key("203.0.113.1"), 0));
        limits.leave(key("203.0.113.9"));
    }

    @Test
    @DisplayName("RL-11 so many connects a minute, also of who leaves at once")
    void rate() {
        var limits = new AddressLimits(0, 20);
        for (int i = 0; i < 20; i++) assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 0));
        assertEquals(Entry.TOO_OFTEN, limits.enter(key("203.0.113.1"), 2 * S));
        assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 3 * S));
        assertEquals(Entry.TOO_OFTEN, limits.enter(key("203.0.113.1"), 3 * S));
        for (int i = 0; i < 20; i++) assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 70 * S));
    }

    @Test
    @DisplayName("RL-11 zeros are no limits")
    void none() {
        var limits = new AddressLimits(0, 0);
        for (int i = 0; i < 1_000; i++) assertEquals(Entry.IN, limits.enter(key("203.0.113.1"), 0));
    }

    @Test
    @DisplayName("RL-11 addresses that were here are forgotten, the one longest unseen first")
    void bounded() {
        var limits = new AddressLimits(0, 1);
        limits.enter(key("203.0.113.1"), 0);
        for (int i = 0; i < AddressLimits.REMEMBERED_MAX - 1; i++) limits.enter(new AddressKey(true, i), 0);
        assertEquals(Entry.TOO_OFTEN, limits.enter(key("203.0.113.1"), 0));
        limits.enter(new AddressKey(true, -1), 0);
        assertEquals(Entry.TOO_OFTEN, limits.enter(key("203.0.113.1"), 0));
        assertEquals(Entry.IN, limits.enter(new AddressKey(true, 0), 0));
    }
}
