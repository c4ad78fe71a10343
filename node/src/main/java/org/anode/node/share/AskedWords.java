package org.anode.node.share;

import java.util.List;
import java.util.random.RandomGenerator;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The side of an exchange of {@link Words} that was asked; one for each commitment of the asker. Pure; belongs to one
 * thread.
 */
public final class AskedWords {
    private final Bytes purpose;
    private final Words.Side mine;
    private final Bytes askerKey;
    private final Bytes commitment;
    private Words.@Nullable Side theirs;

    /**
     * @param deviceKey of the asked
     * @param askerKey  proven
     * @param random    a secure one
     */
    public AskedWords(Bytes purpose, Bytes deviceKey, Bytes askerKey, Bytes commitment, RandomGenerator random) {
        this.purpose = purpose;
        this.mine = new Words.Side(deviceKey, Bytes.random(random, Words.NONCE_BYTES));
        this.askerKey = askerKey;
        this.commitment = commitment;
    }

    /** Whether this is the exchange that the asker began so. */
    public boolean isFor(Bytes committed) {
        return commitment.equals(committed);
    }

    /** What the asker is answered. */
    public Bytes nonce() {
        return mine.nonce();
    }

    /** @return whether it is what the asker committed itself to */
    public boolean revealed(Bytes nonce) {
        var side = new Words.Side(askerKey, nonce);
        if (!Words.commitment(purpose, side).equals(commitment)) return false;
        theirs = side;
        return true;
    }

    /** What is shown here; none before the asker revealed its nonce. */
    public List<String> words() {
        var asker = theirs;
        return asker == null ? List.of() : Words.of(purpose, asker, mine);
    }
}
