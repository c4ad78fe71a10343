package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.node.identity.Cut;
import org.anode.node.identity.CutCodec;
import org.anode.node.replicate.Members;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;

/**
 * What a member wrote by a grant before it heard that this was revoked, and asks an admin to accept once (MB-3): who was
 * given another role while it was away loses nothing. As CBOR: {@code [1, [[grant, cut]…]]}.
 *
 * @param late by grant, up to which batches
 */
public record Plea(SortedMap<GrantId, Cut> late) {
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    /** Roles that somebody had in turn. */
    private static final int GRANTS_MAX = 1_000;

    private static final long NUMBER_MAX = 1L << 53;
    private static final long VERSION = 1;
    private static final int FIELDS = 2;

    public Plea {
        late = new TreeMap<>(late);
    }

    public Bytes encoded() {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .each(
                                late.entrySet(),
                                one -> out.list(
                                        3,
                                        _ -> CutCodec.write(
                                                out.bytes(one.getKey().value()), one.getValue()))));
    }

    /** Bytes from a peer; checks form and limits. */
    public static Parsed<Plea> decode(Bytes encoded) {
        if (encoded.size() > MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("message of more than 1 MiB");
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, "unknown version of message");
            var late = new TreeMap<GrantId, Cut>();
            in.each(
                    GRANTS_MAX,
                    () -> in.list(() -> late.put(new GrantId(in.bytes(GrantId.SIZE_BYTES)), CutCodec.read(in))));
            return new Plea(late);
        });
    }

    /**
     * The part that an admin accepts without asking anybody: the device's own work, by grants that were revoked, in
     * documents that it may write still.
     */
    public SortedMap<GrantId, Cut> granted(Members members, DeviceId by) {
        var revoked = members.revokedOf(by);
        var found = new TreeMap<GrantId, Cut>();
        late.forEach((grant, cut) -> {
            boolean news = !members.standing().admits(grant).contains(cut);
            boolean right = members.mayWrite(by, cut.documents().keySet());
            if (news && right && revoked.contains(grant)) found.put(grant, cut);
        });
        return found;
    }
}
