package org.anode.relay.server;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage.Auth;
import org.anode.relay.wire.ClientMessage.Join;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.Nonce;
import org.anode.relay.wire.Refusal;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.ServerMessage;
import org.anode.relay.wire.ServerMessage.NotJoined;
import org.anode.relay.wire.ServerMessage.Refused;
import org.anode.relay.wire.Signature;
import org.anode.relay.wire.SignedText;
import org.jspecify.annotations.Nullable;

/**
 * What one client proved so far: first who it is, then for each room that it may join. At most one of its signatures is
 * being checked at any time, so nobody takes all the time there is for that. One owner.
 */
final class Visit {
    private final AuthRules rules;
    private final RelayLimits limits;
    private final Optional<RelayName> host;
    private final Nonce nonce;
    private @Nullable Auth auth;
    private boolean welcome;
    private @Nullable Join join;
    private @Nullable Queue<Join> waiting;
    private int badJoins;

    /** What is to be done next. */
    sealed interface Step {
        /** Check this, and tell {@link #checked} or {@link #unchecked}. */
        record Check(Bytes key, Bytes text, Signature signature) implements Step {}

        record Say(ServerMessage message) implements Step {}

        /** Say so and close. */
        record Refuse(Refused why) implements Step {}

        /** The client proved that it may be in this room. */
        record Enter(Join join) implements Step {}

        /** Close: the client does not keep to the protocol. */
        record Violation(String reason) implements Step {}

        record Nothing() implements Step {}
    }

    /** @param host what the request's Host header said, if it was a name */
    Visit(AuthRules rules, RelayLimits limits, Optional<RelayName> host, Nonce nonce) {
        this.rules = rules;
        this.limits = limits;
        this.host = host;
        this.nonce = nonce;
    }

    boolean isWelcome() {
        return welcome;
    }

    Step auth(Auth said) {
        if (auth != null) return new Step.Violation("a second AUTH");
        auth = said;
        var refused = rules.judge(said, host);
        if (refused.isPresent()) return new Step.Refuse(refused.get());
        return new Step.Check(said.key().value(), SignedText.auth(said.name(), nonce), said.signature());
    }

    /**
     * @param rooms the client is in
     * @param there whether it is in this one
     */
    Step join(Join said, int rooms, boolean there) {
        if (!welcome) return new Step.Violation("a JOIN before WELCOME");
        var request = said.request();
        if (there) return new Step.Say(new NotJoined(request, JoinRefusal.JOINED_ALREADY));
        if (rooms >= limits.roomsPerConnectionMax())
            return new Step.Say(new NotJoined(request, JoinRefusal.TOO_MANY_ROOMS));
        if (join == null) return begin(said);
        if (waiting == null) waiting = new ArrayDeque<>();
        if (waiting.size() >= limits.roomsPerConnectionMax())
            return new Step.Say(new NotJoined(request, JoinRefusal.BUSY));
        waiting.add(said);
        return new Step.Nothing();
    }

    private Step begin(Join said) {
        join = said;
        var who = client();
        return new Step.Check(said.room().value(), SignedText.join(name(), nonce, who, said.room()), said.signature());
    }

    /** The signature that was to be checked is good or not. */
    Step checked(boolean good) {
        if (join == null) {
            welcome = good;
            if (good) return new Step.Say(new ServerMessage.Welcome());
            return new Step.Refuse(
                    new Refused(Refusal.BAD_SIGNATURE, "The signature is not by the key that was given."));
        }
        var said = join;
        join = null;
        if (good) return new Step.Enter(said);
        if (++badJoins >= limits.badJoinsMax()) return new Step.Violation("joins with wrong signatures");
        return new Step.Say(new NotJoined(said.request(), JoinRefusal.BAD_SIGNATURE));
    }

    /** The signature could not be checked: too many wait. */
    Step unchecked() {
        if (join == null) return new Step.Refuse(new Refused(Refusal.BUSY, "This relay is busy: try again later."));
        var said = join;
        join = null;
        return new Step.Say(new NotJoined(said.request(), JoinRefusal.BUSY));
    }

    /** The join to go on with after {@link #checked} or {@link #unchecked}; to be given to {@link #join}. */
    Optional<Join> next() {
        if (join != null || waiting == null) return Optional.empty();
        var next = Optional.ofNullable(waiting.poll());
        if (waiting.isEmpty()) waiting = null;
        return next;
    }

    private ClientKey client() {
        if (auth == null) throw new IllegalStateException("welcome without AUTH");
        return auth.key();
    }

    private RelayName name() {
        if (auth == null) throw new IllegalStateException("welcome without AUTH");
        return auth.name();
    }
}
