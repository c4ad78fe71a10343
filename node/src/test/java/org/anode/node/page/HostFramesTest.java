package org.anode.node.page;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.anode.node.doc.RunShown;
import org.anode.schema.ledger.Run;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

final class HostFramesTest {
    private static String place(Run run, boolean gone) {
        var shown = new RunShown(
                run,
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(BELA.device()),
                gone);
        var json = JsonNodeFactory.instance.objectNode();
        HostFrames.putPlace(json, shown);
        return json.toString()
                .replace(ANNA.device().toString(), "anna")
                .replace(BELA.device().toString(), "bela");
    }

    private static Run alsoOnAnna(Run run) {
        var anna = DoubtsTest.run(ANNA.device(), true).shown().orElseThrow();
        return new Run(
                run.request(),
                run.author(),
                run.requester(),
                run.state(),
                run.reason(),
                run.shown(),
                List.of(anna),
                run.interruptAsked());
    }

    @Test
    @DisplayName("EX-1 EX-9 a run says where it ran or is to run, where it also ran, and whether that one is gone")
    void places() {
        var ran = DoubtsTest.run(BELA.device(), true);
        assertEquals("{\"ranOn\":\"bela\"}", place(ran, false));
        assertEquals("{\"runsOn\":\"bela\"}", place(DoubtsTest.run(BELA.device(), false), false));
        assertEquals("{\"ranOn\":\"bela\",\"gone\":true}", place(ran, true));
        assertEquals("{\"ranOn\":\"bela\",\"alsoRanOn\":[\"anna\"]}", place(alsoOnAnna(ran), false));
    }
}
