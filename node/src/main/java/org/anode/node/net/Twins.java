package org.anode.node.net;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.TwinMessage.Claim;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Which of the programs that have this device's keys is the second (SY-5). One for all rooms, so that all hear the same
 * claim. Until it is known a twin is told nothing of a notebook; one that says nothing is of an older version, and is a peer
 * like any other after a while. Any thread.
 */
final class Twins {
    /** A claim is said each second, and the rooms carry it in milliseconds. */
    static final long SILENT_MS = 10_000;

    private final boolean elsewhere;
    private final Bytes token;
    private final LongSupplier nowMs;
    private final long beganMs;
    private final Map<PeerId, Long> metMs = new HashMap<>();
    private @Nullable Claim claim;

    /** What a twin's claim comes to. */
    enum Verdict {
        /** This program goes on as it is. */
        FIRST,
        /** This program becomes another device. */
        SECOND,
        /** A copy of this running program: nothing tells them apart. */
        UNKNOWN
    }

    /**
     * @param elsewhere whether the data folder is not where it was made
     * @param token     {@link Claim#TOKEN_BYTES} random bytes
     */
    Twins(boolean elsewhere, Bytes token, LongSupplier nowMs) {
        this.elsewhere = elsewhere;
        this.token = token;
        this.nowMs = nowMs;
        this.beganMs = nowMs.getAsLong();
    }

    /** A peer proved to have this device's keys. */
    synchronized void met(PeerId twin) {
        metMs.put(twin, nowMs.getAsLong());
    }

    synchronized void gone(PeerId twin) {
        metMs.remove(twin);
        if (metMs.isEmpty()) claim = null;
    }

    /** What twins are told. */
    synchronized Claim claim() {
        var made = claim;
        if (made == null) claim = made = new Claim(elsewhere, nowMs.getAsLong() - beganMs, token);
        return made;
    }

    synchronized Verdict judge(Claim theirs) {
        var mine = claim();
        if (mine.yieldsTo(theirs)) return Verdict.SECOND;
        return theirs.yieldsTo(mine) ? Verdict.FIRST : Verdict.UNKNOWN;
    }

    /** Whether the peer is a twin that has to say first which of us is the second. */
    synchronized boolean isUndecided(PeerId peer) {
        var since = metMs.get(peer);
        return since != null && nowMs.getAsLong() - since < SILENT_MS;
    }
}
