package org.anode.node.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.host.BidMessage;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Samples;
import org.anode.schema.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenRunsTest {
    private static final Identity STRANGER = Samples.identity(9);

    @TempDir
    Path folder;

    private Colleague bela;
    private final List<BidMessage> said = new ArrayList<>();

    @BeforeEach
    void open() {
        bela = Colleague.member(folder, Colleague.grant(Samples.BELA), Samples.BELA);
    }

    @AfterEach
    void close() {
        bela.close();
    }

    /** Where Anna hosts, and what is said to her is kept. */
    private final class Here extends HostsOver {
        Here() {
            super(NONE);
        }

        @Override
        public Set<DeviceId> heard() {
            return Set.of(Samples.ANNA.device());
        }

        @Override
        public void say(DeviceId to, String person, BidMessage message) {
            said.add(message);
        }
    }

    private void bid(Identity from, Identity about) {
        var known = new BidMessage.Known(1, Set.of(from.device()), Map.of());
        bela.ask(open -> {
            open.seeHosts(new Here());
            open.heardBid(from.device(), about.person().toString(), new BidMessage.Bid(1, known));
            return open.id();
        });
    }

    @Test
    @DisplayName("EX-6 EX-19 a bid of a member that hosts is answered, one of a stranger or about one is not")
    void answers() {
        bid(STRANGER, Samples.BELA);
        bid(Samples.ANNA, STRANGER);
        assertEquals(List.of(), said);
        bid(Samples.ANNA, Samples.BELA);
        assertInstanceOf(BidMessage.Ack.class, said.getFirst());
    }
}
