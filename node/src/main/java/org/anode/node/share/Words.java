package org.anode.node.share;

import java.util.List;
import java.util.stream.IntStream;
import org.anode.schema.Bytes;

/**
 * Four words that two people compare to know that nobody is between their devices (MB-6). The asker commits itself to a
 * nonce, the other answers with its own, then the asker reveals: neither can choose its nonce, or its keys, once it knows
 * the other's, so who is between has one try in 2³² for each time that people look. That holds only if each nonce is used
 * for one exchange: whoever hears another commitment, or another answer to the same one, begins anew with a fresh nonce.
 * Pure; any thread.
 */
public final class Words {
    /** Words that are shown. */
    public static final int COUNT = 4;

    /** A nonce: random bytes from a secure source. */
    public static final int NONCE_BYTES = 32;

    /** A commitment. */
    public static final int COMMITMENT_BYTES = 32;

    private static final Bytes COMMITTED = Bytes.utf8("anode-words-1");
    private static final Bytes SHOWN = Bytes.utf8("anode-words-2");

    private Words() {}

    /**
     * What one side puts in.
     *
     * @param deviceKey Ed25519; the other side has it proven
     * @param nonce     {@link #NONCE_BYTES}
     */
    public record Side(Bytes deviceKey, Bytes nonce) {}

    /**
     * What the asker says before it knows the other's nonce.
     *
     * @param purpose what the exchange is about, the same on both sides
     */
    public static Bytes commitment(Bytes purpose, Side asker) {
        return Bytes.concat(COMMITTED, asker.nonce(), asker.deviceKey(), purpose.sha256())
                .sha256();
    }

    /** What both show. */
    public static List<String> of(Bytes purpose, Side asker, Side asked) {
        var hash = Bytes.concat(
                        SHOWN, purpose.sha256(), asker.deviceKey(), asker.nonce(), asked.deviceKey(), asked.nonce())
                .sha256();
        return IntStream.range(0, COUNT).mapToObj(i -> WordList.of(hash.at(i))).toList();
    }
}
