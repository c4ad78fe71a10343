package org.anode.relay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What is signed. Only the name has no fixed length, so no two different statements have the same text. The name ties a
 * signature to one relay and the nonce to one connection: what a relay gets is worth nothing at another one or later.
 */
public final class SignedText {
    private static final byte[] AUTH = "anode-relay-auth-1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JOIN = "anode-relay-join-1".getBytes(StandardCharsets.US_ASCII);

    private SignedText() {}

    /** By the client's key: it is the one that is connected. */
    public static Bytes auth(RelayName name, Nonce nonce) {
        return text(AUTH, name, nonce.value());
    }

    /** By the room's private key: this client may join. */
    public static Bytes join(RelayName name, Nonce nonce, ClientKey client, RoomKey room) {
        return text(JOIN, name, nonce.value(), client.value(), room.value());
    }

    private static Bytes text(byte[] purpose, RelayName name, Bytes... parts) {
        var host = name.value().getBytes(StandardCharsets.US_ASCII);
        int size = purpose.length + host.length;
        for (var part : parts) size += part.size();
        var out = ByteBuffer.allocate(size).put(purpose).put(host);
        for (var part : parts) part.writeTo(out);
        return Bytes.wrap(out.array());
    }
}
