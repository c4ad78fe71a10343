package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import java.util.List;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.StatementGroups;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * What a member is told in the room of an earlier secret (MB-7): statements of the members log, and the secret that counts
 * now, sealed for it. As CBOR: {@code [1, [statement…], epoch, sealed]}.
 *
 * @param statements encoded, each after what it needs
 * @param sealed     bound to notebook, epoch and device; empty for who was removed
 */
public record Handover(List<Bytes> statements, long epoch, Bytes sealed) {
    private static final int MESSAGE_BYTES_MAX = 5 << 20;
    private static final int SEALED_BYTES_MAX = 256;
    private static final long NUMBER_MAX = 1L << 53;
    private static final long VERSION = 1;
    private static final int FIELDS = 4;

    public Handover {
        statements = List.copyOf(statements);
    }

    /** @param statements any number, each after what it needs; a long log is handed over in several messages */
    public static List<Handover> of(List<Bytes> statements, long epoch, Bytes sealed) {
        return StatementGroups.of(statements).stream()
                .map(group -> new Handover(group, epoch, sealed))
                .toList();
    }

    public Bytes encoded() {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .each(statements, out::bytes)
                        .number(epoch)
                        .bytes(sealed));
    }

    /** Bytes from a peer; checks form and limits. */
    public static Parsed<Handover> decode(Bytes encoded) {
        if (encoded.size() > MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("message of more than 5 MiB");
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, "unknown version of message");
            return new Handover(
                    in.each(Members.STATEMENTS_MAX, () -> in.bytesUpTo(StatementCodec.STATEMENT_BYTES_MAX)),
                    in.number(NUMBER_MAX),
                    in.bytesUpTo(SEALED_BYTES_MAX));
        });
    }
}
