package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import java.util.List;
import java.util.OptionalLong;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * Invites as they are kept: {@code [2, grant, role, flags, expiry, uses, join secret, [device let in…], auto-approve,
 * [revoked at], [device refused…]]}. Those of version 1 end after the devices let in, and nobody was asked. Pure.
 */
final class InviteCodec {
    private static final long WITHOUT_APPROVAL = 1;
    private static final long VERSION = 2;
    private static final int FIELDS = 11;
    private static final long NUMBER_MAX = 1L << 53;

    private InviteCodec() {}

    static Bytes encode(Invite invite) {
        return CborWriter.array(FIELDS, out -> {
            out.number(VERSION).bytes(invite.grant().value());
            LinkCodec.writeTerms(out, invite.terms());
            out.bytes(invite.joinSecret());
            writeDevices(out, invite.letIn());
            out.number(invite.autoApprove() ? 1 : 0)
                    .each(invite.revokedAtSeconds().stream().boxed().toList(), out::number);
            writeDevices(out, invite.refused());
        });
    }

    private static void writeDevices(CborWriter out, List<DeviceId> devices) {
        out.each(devices, device -> out.bytes(device.value()));
    }

    static Parsed<Invite> decode(NotebookId notebook, Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            long version = in.number(NUMBER_MAX);
            require(version == VERSION || version == WITHOUT_APPROVAL, "unknown version of invite");
            var grant = new GrantId(in.bytes(GrantId.SIZE_BYTES));
            var terms = LinkCodec.terms(in);
            var joinSecret = in.bytes(InviteLink.JOIN_SECRET_BYTES);
            var letIn = devices(in, (int) InviteTerms.USES_MAX);
            if (version == WITHOUT_APPROVAL)
                return new Invite(notebook, grant, terms, joinSecret, true, OptionalLong.empty(), letIn, List.of());
            return new Invite(
                    notebook,
                    grant,
                    terms,
                    joinSecret,
                    in.number(1) == 1,
                    revokedAt(in),
                    letIn,
                    devices(in, Invite.REFUSED_MAX));
        });
    }

    private static OptionalLong revokedAt(CborReader in) {
        return in.each(1, () -> in.number(NUMBER_MAX)).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static List<DeviceId> devices(CborReader in, int max) {
        return in.each(max, () -> new DeviceId(in.bytes(DeviceId.SIZE_BYTES)));
    }
}
