package org.anode.node.page;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.node.doc.RunShown;
import org.anode.node.share.TrustLevel;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.Attempt;
import org.anode.schema.ledger.LedgerId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.Rights;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoubtsTest {
    private final AskedTrust trust = new AskedTrust();
    private final Doubts doubts = new Doubts(ANNA.device(), trust);

    static Run run(DeviceId host, boolean started) {
        var hash = Bytes.utf8("source").sha256();
        var request = new LedgerRecord.Request(
                new ExecId("e1"),
                new CellId("a"),
                Set.of(),
                new BlobId(hash),
                1,
                Optional.of(host),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var attempt = new Attempt(
                Optional.of(new SessionId("s1")),
                host,
                started ? RunState.EXECUTING : RunState.ASSIGNED,
                Optional.empty(),
                started,
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        return new Run(
                request,
                new LedgerId(new GrantId(hash), new LedgerStart(1, "aaaaaaaa")),
                Rights.Holder.creator(host, "p"),
                attempt.state(),
                Optional.empty(),
                Optional.of(attempt),
                List.of(),
                false);
    }

    private boolean told(Run run) {
        var shown = new RunShown(
                run,
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
        return Frames.run(shown, doubts).path("run").path("withheld").asBoolean();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN,true", "KNOWN,true", "OUTPUT,false", "RUN,false"})
    @DisplayName("R7 outputs of another device are withheld until it is trusted with that")
    void others(TrustLevel level, boolean withheld) {
        trust.trust(BELA.device(), level);
        assertEquals(withheld, told(run(BELA.device(), true)));
    }

    @Test
    @DisplayName("R7 one's own outputs never are, whatever trust says, nor what did not run")
    void own() {
        assertEquals(false, told(run(ANNA.device(), true)));
        assertEquals(false, told(run(BELA.device(), false)));
    }
}
