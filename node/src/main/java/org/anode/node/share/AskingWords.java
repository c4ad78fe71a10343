package org.anode.node.share;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/** The asker's side of an exchange of {@link Words}. Pure; belongs to one thread. */
public final class AskingWords {
    private final Bytes purpose;
    private final Bytes deviceKey;
    private final Bytes otherKey;
    private final RandomGenerator random;
    private Words.Side mine;
    private Words.@Nullable Side theirs;

    /**
     * @param deviceKey of the asker
     * @param otherKey  of the asked, proven
     * @param random    a secure one
     */
    public AskingWords(Bytes purpose, Bytes deviceKey, Bytes otherKey, RandomGenerator random) {
        this.purpose = purpose;
        this.deviceKey = deviceKey;
        this.otherKey = otherKey;
        this.random = random;
        this.mine = fresh();
    }

    private Words.Side fresh() {
        return new Words.Side(deviceKey, Bytes.random(random, Words.NONCE_BYTES));
    }

    /** What the asker says until it is answered. */
    public Bytes commitment() {
        return Words.commitment(purpose, mine);
    }

    /**
     * The other side's nonce came.
     *
     * @return what to reveal; empty if it is another one for a commitment that was answered: the exchange begins anew
     */
    public Optional<Bytes> answered(Bytes nonce) {
        if (isAnsweredOtherwise(nonce)) {
            mine = fresh();
            theirs = null;
            return Optional.empty();
        }
        theirs = new Words.Side(otherKey, nonce);
        return Optional.of(mine.nonce());
    }

    /** Whether the other side answered with another nonce before. */
    boolean isAnsweredOtherwise(Bytes nonce) {
        var before = theirs;
        return before != null && !before.nonce().equals(nonce);
    }

    boolean isAnswered() {
        return theirs != null;
    }

    /** What to reveal once the other side answered. */
    Bytes nonce() {
        return mine.nonce();
    }

    /** What is shown here; none before the other side answered. */
    public List<String> words() {
        var other = theirs;
        return other == null ? List.of() : Words.of(purpose, mine, other);
    }
}
