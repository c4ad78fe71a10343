package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/** Invites as they are kept: {@code [1, grant, role, flags, expiry, uses, join secret, [device…]]}. Pure. */
final class InviteCodec {
    private static final long VERSION = 1;
    private static final int FIELDS = 8;

    private InviteCodec() {}

    static Bytes encode(Invite invite) {
        return CborWriter.array(FIELDS, out -> {
            out.number(VERSION).bytes(invite.grant().value());
            LinkCodec.writeTerms(out, invite.terms());
            out.bytes(invite.joinSecret()).each(invite.letIn(), device -> out.bytes(device.value()));
        });
    }

    static Parsed<Invite> decode(NotebookId notebook, Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            require(in.number(Long.MAX_VALUE) == VERSION, "unknown version of invite");
            return new Invite(
                    notebook,
                    new GrantId(in.bytes(GrantId.SIZE_BYTES)),
                    LinkCodec.terms(in),
                    in.bytes(InviteLink.JOIN_SECRET_BYTES),
                    in.each((int) InviteTerms.USES_MAX, () -> new DeviceId(in.bytes(DeviceId.SIZE_BYTES))));
        });
    }
}
