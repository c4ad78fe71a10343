package org.anode.node.room;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.Agreement;
import org.anode.node.identity.Signatures;
import org.anode.node.room.Greeting.Hello;
import org.anode.node.room.Greeting.Hi;
import org.anode.node.transport.RoomCipher;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/** Greetings as CBOR: {@code [1, kind, [body]]}. Pure. */
final class GreetingCodec {
    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int KIND_CHARS_MAX = 8;
    private static final int SIGNED_FIELDS = 10;

    /** No other thing that a device signs begins like this. */
    private static final Bytes HELLO_DOMAIN = Bytes.utf8("anode-hello-1");

    private GreetingCodec() {}

    static Bytes encode(Greeting greeting) {
        return CborWriter.array(FIELDS, out -> write(out.number(VERSION), greeting));
    }

    private static void write(CborWriter out, Greeting greeting) {
        switch (greeting) {
            case Hi(var from) -> out.text("hi").list(2, body -> write(body, from));
            case Hello hello ->
                out.text("hello").list(8, body -> writeSigned(body, hello).bytes(hello.signature()));
        }
    }

    private static CborWriter write(CborWriter out, End end) {
        return out.bytes(end.session()).bytes(end.challenge());
    }

    private static CborWriter writeSigned(CborWriter out, Hello hello) {
        return write(write(out, hello.from()), hello.to())
                .bytes(hello.deviceKey())
                .bytes(hello.agreementKey())
                .bytes(hello.share());
    }

    /** What the signature of a hello is over; its own is left out. */
    static Bytes signedPart(RoomSecret room, Bytes context, Hello hello) {
        var fields = CborWriter.array(
                SIGNED_FIELDS,
                out -> writeSigned(
                        out.bytes(room.room().value()).number(room.epoch()).bytes(context), hello));
        return Bytes.concat(HELLO_DOMAIN, fields);
    }

    static Parsed<Greeting> decode(Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            require(in.number(Long.MAX_VALUE) == VERSION, "unknown version of greeting");
            var kind = in.text(KIND_CHARS_MAX);
            return in.list(() -> body(in, kind));
        });
    }

    private static Greeting body(CborReader in, String kind) {
        return switch (kind) {
            case "hi" -> new Hi(end(in));
            case "hello" ->
                new Hello(
                        end(in),
                        end(in),
                        in.bytes(Signatures.PUBLIC_KEY_BYTES),
                        in.bytes(Agreement.PUBLIC_KEY_BYTES),
                        in.bytes(Agreement.PUBLIC_KEY_BYTES),
                        in.bytes(Signatures.SIGNATURE_BYTES));
            default -> throw new IllegalArgumentException("unknown kind of greeting");
        };
    }

    private static End end(CborReader in) {
        return new End(in.bytes(RoomCipher.SESSION_BYTES), in.bytes(End.CHALLENGE_BYTES));
    }
}
