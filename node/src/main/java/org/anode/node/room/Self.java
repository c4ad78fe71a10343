package org.anode.node.room;

import java.util.Optional;
import org.anode.node.identity.Agreement;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Signatures;
import org.anode.node.room.Greeting.Hello;
import org.anode.node.room.Greeting.Hi;
import org.anode.node.transport.RoomCipher;
import org.anode.schema.Bytes;

/**
 * Who we are in a room as long as it is open: the device's keys, the session and its share. Proves it to others and checks
 * their proofs. Not a record: no secret gets into a log. Pure.
 */
final class Self {
    private final RoomSecret room;
    private final Bytes context;
    private final DeviceKeys keys;
    private final Bytes session;
    private final Bytes shareSecret;
    private final Bytes share;

    /**
     * @param session     {@link RoomCipher#SESSION_BYTES} random bytes, never used before
     * @param shareSecret {@link Agreement#SECRET_BYTES} random bytes, never used before
     */
    Self(RoomSecret room, Bytes context, DeviceKeys keys, Bytes session, Bytes shareSecret) {
        this.room = room;
        this.context = context;
        this.keys = keys;
        this.session = session;
        this.shareSecret = shareSecret;
        this.share = Agreement.publicKey(shareSecret);
    }

    /** What greetings are sealed with. There must be but one of a session: it counts. */
    RoomCipher cipher() {
        return new RoomCipher(room.secret(), room.epoch(), session);
    }

    Hi hi(Bytes challenge) {
        return new Hi(new End(session, challenge));
    }

    Hello hello(Bytes challenge, End to) {
        var plain = hello(challenge, to, Bytes.EMPTY);
        return hello(challenge, to, keys.sign(GreetingCodec.signedPart(room, context, plain)));
    }

    private Hello hello(Bytes challenge, End to, Bytes signature) {
        var from = new End(session, challenge);
        return new Hello(from, to, keys.publicKey(), keys.agreementKey(), share, signature);
    }

    /** Whether a hello answers this challenge of ours. */
    boolean isFor(Bytes challenge, Hello theirs) {
        return theirs.to().equals(new End(session, challenge));
    }

    /** The keys with whoever said this to our {@code challenge}; none if it is not proven. */
    Optional<Pair> pair(Bytes challenge, Hello theirs) {
        boolean genuine = isFor(challenge, theirs)
                && Signatures.verify(
                        theirs.deviceKey(), GreetingCodec.signedPart(room, context, theirs), theirs.signature());
        if (!genuine) return Optional.empty();
        return Agreement.shared(shareSecret, theirs.share()).map(shared -> pair(challenge, theirs, shared));
    }

    private Pair pair(Bytes challenge, Hello theirs, Bytes shared) {
        var here = name(new End(session, challenge), keys.publicKey());
        var there = name(theirs.from(), theirs.deviceKey());
        return Pair.of(room, shared, here, there);
    }

    /** With the device's key: else somebody could sign for another's share and be taken for the author of its messages. */
    private static Bytes name(End end, Bytes deviceKey) {
        return Bytes.concat(end.session(), end.challenge(), deviceKey);
    }
}
