package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LanWatchTest {
    private static final LanAddress LOOPBACK = of("lo", "127.0.0.1");
    private static final LanAddress HOME = of("wlan0", "192.168.1.20");
    private static final LanAddress OFFICE = of("wlan0", "10.1.2.3");
    private static final LanAddress DOCKER = of("docker0", "172.17.0.1");

    private static LanAddress of(String nic, String address) {
        try {
            return new LanAddress(nic, InetAddress.getByName(address), false);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static LanWatch on(LanAddress address) {
        return new LanWatch(Optional.empty(), address.address());
    }

    private static void stays(LanWatch watch, LanAddress... present) {
        assertEquals(Optional.empty(), watch.look(List.of(present)));
    }

    private static void moves(LanAddress to, LanWatch watch, LanAddress... present) {
        assertEquals(Optional.of(to.address()), watch.look(List.of(present)));
    }

    @Test
    void it_stays_while_its_address_is_there_and_none_is_better() {
        var watch = on(HOME);
        for (int look = 0; look < 5; look++) stays(watch, LOOPBACK, DOCKER, HOME, OFFICE);
    }

    @Test
    void it_moves_when_its_address_stays_away() {
        var watch = on(HOME);
        stays(watch, LOOPBACK, OFFICE);
        moves(OFFICE, watch, LOOPBACK, OFFICE);
        watch.opened(OFFICE.address());
        stays(watch, LOOPBACK, OFFICE);
        stays(watch, LOOPBACK);
        moves(LOOPBACK, watch, LOOPBACK);
    }

    @Test
    void it_opens_afresh_when_its_address_was_away_for_a_moment() {
        var watch = on(HOME);
        stays(watch, LOOPBACK);
        moves(HOME, watch, LOOPBACK, HOME);
        watch.opened(HOME.address());
        stays(watch, LOOPBACK, HOME);
    }

    @Test
    void it_moves_to_a_better_network_only_when_that_stays() {
        var watch = on(LOOPBACK);
        stays(watch, LOOPBACK, HOME);
        stays(watch, LOOPBACK);
        stays(watch, LOOPBACK, HOME);
        moves(HOME, watch, LOOPBACK, HOME);
        watch.opened(HOME.address());
        stays(watch, LOOPBACK, HOME);
    }

    @Test
    void it_waits_for_the_address_that_the_user_wants() {
        var watch = new LanWatch(Optional.of("192.168.1.20"), HOME.address());
        for (int look = 0; look < 5; look++) stays(watch, LOOPBACK, OFFICE);
        stays(watch);
        moves(HOME, watch, LOOPBACK, HOME);
        watch.opened(HOME.address());
        stays(watch, LOOPBACK, HOME);
    }

    @Test
    void it_never_goes_where_the_user_did_not_want_it() {
        var watch = new LanWatch(Optional.of("127.0.0.1"), LOOPBACK.address());
        for (int look = 0; look < 5; look++) stays(watch, LOOPBACK, HOME);
        for (int look = 0; look < 5; look++) stays(watch, HOME);
    }

    @Test
    void what_failed_is_tried_again_with_the_next_look() {
        var watch = on(HOME);
        stays(watch, OFFICE);
        for (int look = 0; look < 3; look++) {
            moves(OFFICE, watch, OFFICE);
            watch.failed();
        }
        moves(HOME, watch, OFFICE, HOME);
        watch.failed();
        moves(HOME, watch, OFFICE, HOME);
        watch.opened(HOME.address());
        stays(watch, OFFICE, HOME);
    }

    @Test
    void a_channel_with_no_choice_stays() {
        stays(LanWatch.ofNothing(HOME.address()));
        stays(LanWatch.ofNothing(HOME.address()), OFFICE);
    }
}
