package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.Signature;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final Bytes TEXT = Bytes.utf8("text");
    private static final KeyPairSigner SIGNER = KeyPairSigner.generate();

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    @DisplayName("RL-10 the signature of a client that is gone is not checked")
    void gone() throws InterruptedException {
        try (var verifier = new Verifier(1, 2)) {
            check(verifier, "gone", false);
            check(verifier, "here", true);
            assertEquals("here true", told.poll(20, TimeUnit.SECONDS));
            assertEquals(List.of(), List.copyOf(told));
        }
    }

    private void check(Verifier verifier, String who, boolean wanted) {
        var signature = new Signature(Bytes.wrap(SIGNER.sign(TEXT.toArray())));
        var check = new Visit.Step.Check(Bytes.wrap(SIGNER.publicKey()), TEXT, signature);
        verifier.check(check, ImmediateEventExecutor.INSTANCE, () -> wanted, good -> told.add(who + " " + good));
    }
}
