package org.anode.node.room;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anode.node.room.Greeting.Hello;
import org.anode.node.room.Greeting.Hi;
import org.anode.node.room.Said.Ready;
import org.anode.node.transport.RoomCipher;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is behind one link, and proves to them who we are. Each side says hi with a challenge; each answers the
 * other's with a signed hello; both then have the {@link Pair}'s keys, and whoever opens a frame sealed with them knows
 * that the other has too. Only a hello to the challenge that we gave out last changes anything, and then there is a new
 * challenge: what is played again proves nothing (RO-2). No clock; belongs to one thread.
 */
final class Handshake {
    /** Ticks on which the unproven are asked again, until a resync. */
    static final int TRIES = 10;

    /** Greetings looked at between two ticks: each may cost a signature. */
    static final int GREETINGS_PER_TICK_MAX = 16;

    enum Verdict {
        /** Somebody is proven who was not before on this link; whoever was is replaced. */
        PROVEN,
        KNOWN,
        /** Not to our present challenge, or one too many. */
        STALE,
        FORGED
    }

    /** Who is proven, and what we answered: they may have to hear it again. */
    private record Proven(Hello theirs, Hello ours, Pair pair) {}

    private final Self self;
    private final RoomCipher cipher;
    private final Supplier<Bytes> challenges;
    private final Consumer<Bytes> wire;

    private Bytes challenge;
    private @Nullable Proven proven;
    /** Our last answer to whoever is not proven yet. */
    private @Nullable Hello answer;

    private boolean heard;
    private int tries;
    private int greetings;

    /**
     * @param challenges gives {@link End#CHALLENGE_BYTES} random bytes each time
     * @param wire       sends a frame over this link
     */
    Handshake(Self self, RoomCipher cipher, Supplier<Bytes> challenges, Consumer<Bytes> wire) {
        this.self = self;
        this.cipher = cipher;
        this.challenges = challenges;
        this.wire = wire;
        this.challenge = challenges.get();
    }

    /** The link is up, or what was said may be lost. */
    void begin() {
        tries = TRIES;
        if (!heard) remind();
    }

    void tick() {
        greetings = 0;
        if (heard || tries == 0) return;
        tries--;
        remind();
    }

    private void remind() {
        if (proven == null) greet(self.hi(challenge));
        else introduce(proven);
    }

    private void introduce(Proven to) {
        greet(to.ours());
        say(to, new Ready(heard));
    }

    /** Whoever it is, now proven and in possession of the keys, as those who sealed something with them are. */
    Optional<Hello> peer() {
        return heard ? Optional.ofNullable(proven).map(Proven::theirs) : Optional.empty();
    }

    /** @return false if there were too many */
    boolean take(Hi hi) {
        if (isTooMuch()) return false;
        if (proven != null && hi.from().equals(proven.theirs().from())) introduce(proven);
        else greet(answer(hi.from()));
        return true;
    }

    private boolean isTooMuch() {
        return ++greetings > GREETINGS_PER_TICK_MAX;
    }

    /** Signed once for each who asks. */
    private Hello answer(End to) {
        boolean same = answer != null && answer.to().equals(to);
        var ours = same && answer != null ? answer : self.hello(challenge, to);
        answer = ours;
        return ours;
    }

    Verdict take(Hello theirs) {
        if (isTooMuch()) return Verdict.STALE;
        if (proven != null && proven.theirs().equals(theirs)) return again(proven);
        if (!self.isFor(challenge, theirs)) return stale();
        var pair = self.pair(challenge, theirs);
        if (pair.isEmpty()) return Verdict.FORGED;
        prove(new Proven(theirs, answer(theirs.from()), pair.get()));
        return Verdict.PROVEN;
    }

    private Verdict again(Proven known) {
        say(known, new Ready(heard));
        return Verdict.KNOWN;
    }

    /** Who is proven is not disturbed by what others play again. */
    private Verdict stale() {
        if (!heard) greet(self.hi(challenge));
        return Verdict.STALE;
    }

    private void prove(Proven now) {
        proven = now;
        heard = false;
        answer = null;
        challenge = challenges.get();
        tries = TRIES;
        introduce(now);
    }

    /** What the proven peer said; from then on it is there. */
    Parsed<Said> open(Bytes frame) {
        if (proven == null) return new Malformed<>("nobody is proven on this link");
        return switch (proven.pair().open(frame)) {
            case Ok<Bytes>(var plain) -> {
                heard = true;
                yield Said.decode(plain);
            }
            case Malformed<Bytes>(var reason) -> new Malformed<>(reason);
        };
    }

    /** What the proven peer said of our hello. */
    void take(Ready ready) {
        if (!ready.heard() && proven != null) say(proven, new Ready(true));
    }

    /** A frame for the proven peer. */
    Bytes seal(Said said) {
        if (proven == null) throw new IllegalStateException("nobody is proven on this link");
        return proven.pair().seal(Said.encode(said));
    }

    private void say(Proven to, Said said) {
        wire.accept(to.pair().seal(Said.encode(said)));
    }

    private void greet(Greeting greeting) {
        wire.accept(cipher.seal(GreetingCodec.encode(greeting)));
    }
}
