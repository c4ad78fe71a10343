package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.anode.node.NodeFailure;
import org.junit.jupiter.api.Test;

final class LanAddressTest {
    /** Best first. */
    private static final List<LanAddress> LAPTOP = List.of(
            of("wlan0", "192.168.1.20", false),
            of("eth0", "192.0.2.4", false),
            of("wlan0", "fd00::20", false),
            of("wlan0", "fe80::20", false),
            of("tun0", "10.8.0.2", true),
            of("docker0", "172.17.0.1", false),
            of("lo", "127.0.0.1", false),
            of("lo", "::1", false));

    private static LanAddress of(String nic, String address, boolean pointToPoint) {
        try {
            return new LanAddress(nic, InetAddress.getByName(address), pointToPoint);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void the_best_of_what_is_left_is_chosen_in_whatever_order_the_system_lists_them() {
        for (int from = 0; from < LAPTOP.size(); from++) {
            var left = new ArrayList<>(LAPTOP.subList(from, LAPTOP.size()));
            Collections.reverse(left);
            assertEquals(LAPTOP.get(from).address(), LanAddress.choose(left, Optional.empty()));
        }
    }

    @Test
    void what_the_user_wants_is_taken_if_it_is_there() {
        assertEquals(LAPTOP.get(5).address(), LanAddress.choose(LAPTOP, Optional.of("172.17.0.1")));
        var failure =
                assertThrows(NodeFailure.class, () -> LanAddress.choose(LAPTOP.subList(0, 2), Optional.of("10.1.1.1")));
        assertEquals(
                "10.1.1.1 is not an address of this machine; there are: 192.168.1.20, 192.0.2.4.", failure.sentence());
        assertThrows(NodeFailure.class, () -> LanAddress.choose(List.of(), Optional.empty()));
    }

    @Test
    void this_machine_has_an_address() {
        var present = LanAddress.present();
        assertFalse(present.isEmpty());
        var chosen = LanAddress.choose(present, Optional.empty());
        assertEquals(
                1, present.stream().filter(one -> one.address().equals(chosen)).count());
    }
}
