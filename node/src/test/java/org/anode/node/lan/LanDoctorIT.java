package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.anode.node.transport.Namespaces;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class LanDoctorIT {
    @TempDir
    Path folder;

    @Test
    @DisplayName("doctor says where a computer is in the network, whether multicast works, and who is reached")
    void whoIsReached() throws Exception {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        try (var net = Namespaces.withComputers(2);
                var anna = Computer.in(net, 1, "Anna", folder);
                var bela = Computer.in(net, 2, "Bela", folder)) {
            var alone = findings(anna);
            assertTrue(alone.get("interfaces").contains("eth0 10.77.0.1"), alone::toString);
            assertTrue(alone.get("interfaces").contains("lo 127.0.0.1"), alone::toString);
            assertTrue(alone.get("LAN address").startsWith("10.77.0.1 of eth0"), alone::toString);
            assertTrue(alone.get("multicast").startsWith("works here on eth0"), alone::toString);
            assertEquals("closed until something is shared or joined", alone.get("LAN channel"));
            assertEquals("nobody", alone.get("reached"));
            Together.sharing(List.of(anna, bela), "Trees");
            var together = findings(anna);
            assertEquals("open on 10.77.0.1:47470", together.get("LAN channel"));
            assertEquals("Bela (lan)", together.get("reached"));
            net.unplug(2);
            var cut = findings(bela);
            assertTrue(cut.get("LAN address").startsWith("127.0.0.1 of lo"), cut::toString);
            assertTrue(cut.get("multicast").startsWith("not needed"), cut::toString);
        }
    }

    private static Map<String, String> findings(Computer on) throws Exception {
        return on.json("doctor", "--json")
                .valueStream()
                .collect(Collectors.toMap(
                        finding -> finding.path("about").asString(),
                        finding -> finding.path("detail").asString()));
    }
}
