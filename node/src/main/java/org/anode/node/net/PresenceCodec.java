package org.anode.node.net;

import java.util.List;
import org.anode.node.identity.Identity;
import org.anode.node.share.Caret;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.Names;
import org.anode.schema.Parsed;

/** Presence as strict CBOR: {@code [1, device name, [[client, cell, anchor, head] …]]}. Pure; any thread. */
final class PresenceCodec {
    /** SY-11. */
    static final int MESSAGE_BYTES_MAX = 4 << 10;

    /** Tabs of one node in one notebook whose carets are told. */
    static final int CARETS_MAX = 16;

    /** As {@link Names} allows. */
    private static final int NAME_CHARS_MAX = 64;

    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int CARET_FIELDS = 4;

    private PresenceCodec() {}

    /** What a node says of itself. */
    record Said(String name, List<Caret> carets) {
        Said {
            carets = List.copyOf(carets);
        }
    }

    static Bytes encode(Said said) {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .text(said.name())
                        .each(
                                said.carets(),
                                caret -> out.list(
                                        CARET_FIELDS,
                                        _ -> out.text(caret.client())
                                                .text(caret.cell().value())
                                                .number(caret.anchor())
                                                .number(caret.head()))));
    }

    static Parsed<Said> decode(Bytes message) {
        if (message.size() > MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("presence of more than 4 KiB");
        return CborReader.parse(message, in -> {
            CborReader.require(in.number(VERSION) == VERSION, "unknown version of presence");
            var name = in.text(Identity.NAME_CHARS_MAX);
            return new Said(name, in.each(CARETS_MAX, () -> in.list(() -> caret(in))));
        });
    }

    private static Caret caret(CborReader in) {
        var client = in.text(NAME_CHARS_MAX);
        var cell = in.text(NAME_CHARS_MAX);
        CborReader.require(Names.isValid(client) && Names.isValid(cell), "not a name");
        return new Caret(
                client,
                new CellId(cell),
                Math.toIntExact(in.number(Integer.MAX_VALUE)),
                Math.toIntExact(in.number(Integer.MAX_VALUE)));
    }
}
