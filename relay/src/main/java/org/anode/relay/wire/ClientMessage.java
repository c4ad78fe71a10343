package org.anode.relay.wire;

/** What a client says to its relay. */
public sealed interface ClientMessage {
    /**
     * The answer to the challenge.
     *
     * @param signature by {@code key} over {@link SignedText#auth}
     * @param name      by which the client reached the relay
     * @param token     the relay's access token, empty if the client has none
     */
    record Auth(ClientKey key, Signature signature, RelayName name, Bytes token) implements ClientMessage {
        public static final int TOKEN_BYTES_MAX = 255;

        public Auth {
            if (token.size() > TOKEN_BYTES_MAX) throw new IllegalArgumentException("a token of " + token.size());
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Auth[" + key + ", " + name + "]";
        }
    }

    /** @param signature by {@code room}'s private key over {@link SignedText#join} */
    record Join(RequestId request, RoomKey room, Signature signature) implements ClientMessage {}

    record Leave(RoomHandle room) implements ClientMessage {}

    /** To everybody else in the room. */
    record Broadcast(RoomHandle room, Bytes payload) implements ClientMessage {}

    record To(RoomHandle room, MemberId member, Bytes payload) implements ClientMessage {}
}
