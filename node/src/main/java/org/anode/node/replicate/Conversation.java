package org.anode.node.replicate;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.anode.node.replicate.WireMessage.Digest;
import org.anode.schema.GrantId;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of its talk with a peer: when to compare digests next, and how much may be asked meanwhile
 * (SY-7). While the two differ they compare after 1, 2, 4 … seconds, else every half minute.
 */
final class Conversation {
    /** After them a difference waits for the next regular comparison. */
    private static final long[] LADDER_MS = {1_000, 2_000, 4_000, 8_000, 16_000};

    private static final long INTERVAL_MS = 30_000;

    /** So that nodes that met at one moment do not all speak at one moment. */
    private static final long JITTER_MS = 5_000;

    /** Own digests between two ticks, beside those that are due. */
    private static final long DIGEST_MS_MIN = 1_000;

    /** Questions answered between two ticks; each answer has a bound of its own. */
    private static final int ANSWERS_MAX = 32;

    /** As many comparisons in which neither side has moved: then people are told, once. */
    private static final int STUCK_MAX = 5;

    final PeerId peer;
    private final RandomGenerator random;
    private final Set<GrantId> asked = new HashSet<>();
    private Set<GrantId> differing = Set.of();
    private long nextDigestMs;
    private long lastDigestMs = Long.MIN_VALUE / 2;
    private int rung;
    private int answers;
    private @Nullable Digest theirs;
    private @Nullable Digest ours;
    private @Nullable Digest told;
    private int stuck;
    private boolean same;
    private boolean previewAsked;
    private boolean previewGiven;

    Conversation(PeerId peer, RandomGenerator random, long nowMs) {
        this.peer = peer;
        this.random = random;
        this.nextDigestMs = nowMs;
    }

    boolean isDigestDue(long nowMs) {
        return nowMs >= nextDigestMs;
    }

    /** Whether one more digest now would not be one too many. */
    boolean mayDigest(long nowMs) {
        return nowMs - lastDigestMs >= DIGEST_MS_MIN;
    }

    /** A digest is sent. */
    void digestSent(Digest digest, long nowMs) {
        told = digest;
        lastDigestMs = nowMs;
        long wait = rung < LADDER_MS.length ? LADDER_MS[rung++] : INTERVAL_MS;
        nextDigestMs = nowMs + wait + (wait == INTERVAL_MS ? random.nextLong(-JITTER_MS, JITTER_MS + 1) : 0);
    }

    /** Something came that brings the two closer: compare soon whether that was all. */
    void progressed(long nowMs) {
        rung = 0;
        stuck = 0;
        nextDigestMs = Math.min(nextDigestMs, nowMs + LADDER_MS[0]);
    }

    /** Whether the peer was told exactly this last. */
    boolean wasTold(Digest digest) {
        return digest.equals(told);
    }

    /** What we have has changed: nobody is known to have the same. */
    void changed() {
        same = false;
    }

    /** Whether the peer had the same when it was heard of last, and nothing has changed here since. */
    boolean isSame() {
        return same;
    }

    /** Both have the same. */
    void settled(long nowMs) {
        same = true;
        rung = LADDER_MS.length;
        stuck = 0;
        nextDigestMs = nowMs + INTERVAL_MS + random.nextLong(-JITTER_MS, JITTER_MS + 1);
    }

    /**
     * They differ.
     *
     * @return whether that has not changed for so long that people should know; true once
     */
    boolean differed(Digest mine, Digest heard, long nowMs) {
        boolean same = mine.equals(ours) && heard.equals(theirs);
        ours = mine;
        theirs = heard;
        if (!same) progressed(nowMs);
        else stuck++;
        return same && stuck == STUCK_MAX;
    }

    /** Whether to answer one more question before the next tick. */
    boolean mayAnswer() {
        return answers++ < ANSWERS_MAX;
    }

    void ticked() {
        answers = 0;
        asked.clear();
    }

    /** Whether the peer was not yet asked, since the last tick, for what it has of this grant. */
    boolean mayAsk(GrantId grant) {
        return asked.add(grant);
    }

    /** Whether the peer was not yet asked for a preview; true once. */
    boolean mayAskPreview() {
        if (previewAsked) return false;
        previewAsked = true;
        return true;
    }

    /** Whether the peer was not yet given a preview; true once. */
    boolean mayGivePreview() {
        if (previewGiven) return false;
        previewGiven = true;
        return true;
    }

    /** The grants of which the peer has something else. */
    Set<GrantId> differing() {
        return differing;
    }

    void differIn(Set<GrantId> grants) {
        differing = grants;
    }
}
