package org.anode.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** For which names a relay's own certificate is good, where nobody gave the relay a name. */
class DevCertificateIT {
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
    }

    private RelayServer listening(String address) throws Exception {
        var at = new InetSocketAddress(InetAddress.getByName(address), 0);
        return relays.start(RelayConfig.DEFAULT.listening(at).with(new RelayConfig.Tls.Dev()));
    }

    private Guest trusting(RelayServer relay, String host) {
        var pem = relay.devCertificate().orElseThrow().pem();
        return relays.guest(
                RelayAddress.of("wss://" + host + ":" + relay.port()).trusting(pem));
    }

    @Test
    @DisplayName("RL-16 a development certificate is good for the address at which its relay listens")
    void address() throws Exception {
        var relay = listening("127.0.0.2");
        trusting(relay, "127.0.0.2").welcome();
    }

    @Test
    @DisplayName(
            "RL-16 where a relay listens everywhere its development certificate is good for this computer's addresses, and a"
                    + " client does not talk to it by another name")
    void everywhere() throws Exception {
        var relay = listening("0.0.0.0");
        try (var all = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)) {
            var own = all.filter(Inet4Address.class::isInstance).map(InetAddress::getHostAddress);
            for (var one : own.toList()) trusting(relay, one).welcome();
        }
        assertEquals(
                new Ended.Untrusted(Ended.Doubt.NAME),
                trusting(relay, "127.0.0.3").ended());
    }
}
