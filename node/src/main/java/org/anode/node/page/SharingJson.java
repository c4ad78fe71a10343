package org.anode.node.page;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.page.Fields.Bad;
import org.anode.node.share.InviteTerms;
import org.anode.node.share.InviteWish;

/** What pages ask about other people and devices, out of JSON. */
final class SharingJson {
    private SharingJson() {}

    static PageRequest.SharingAsk ask(String type, Fields in) {
        return switch (type) {
            case "share" -> new PageRequest.Share(wish(in));
            case "revokeInvite" -> new PageRequest.RevokeInvite(in.invite("invite"));
            case "approve" -> new PageRequest.Approve(in.text("request"), role(in));
            case "refuse" -> new PageRequest.Refuse(in.text("request"));
            case "role" -> new PageRequest.SetRole(in.device("device"), in.role("role"), flags(in));
            case "remove" -> new PageRequest.RemoveDevice(in.device("device"));
            case "accept" -> new PageRequest.AcceptLate(in.device("device"));
            case "leave" -> new PageRequest.Leave();
            case "join" -> new PageRequest.Join(in.text("link"));
            case "forgetJoin" -> new PageRequest.ForgetJoin(in.invite("join"));
            case "connect" -> new PageRequest.Connect(in.text("address"));
            case "trust" -> new PageRequest.SetTrust(in.device("device"), in.trust("level"));
            case "pair" -> new PageRequest.Pair();
            case "takePair" -> new PageRequest.TakePair(in.text("link"));
            case "confirmPair" -> new PageRequest.ConfirmPair(in.flag("same"));
            case "unpair" -> new PageRequest.Unpair(in.device("device"));
            default -> throw new Bad("there is no message " + type);
        };
    }

    private static Optional<Role> role(Fields in) {
        return in.has("role") ? Optional.of(in.role("role")) : Optional.empty();
    }

    private static Set<Flag> flags(Fields in) {
        var flags = EnumSet.noneOf(Flag.class);
        for (var flag : Flag.values()) if (in.flag(flag.word())) flags.add(flag);
        return flags;
    }

    /** What is not said is as usual. */
    private static InviteWish wish(Fields in) {
        var usual = InviteWish.USUAL;
        var flags = EnumSet.noneOf(Flag.class);
        for (var flag : Flag.values())
            if (in.has(flag.word()) ? in.flag(flag.word()) : usual.flags().contains(flag)) flags.add(flag);
        return new InviteWish(
                role(in).orElse(usual.role()),
                flags,
                in.has("expiresS") ? lifetime(in.count("expiresS")) : usual.lifetime(),
                in.has("uses") ? in.count("uses") : usual.uses(),
                in.has("autoApprove") ? in.flag("autoApprove") : usual.autoApprove());
    }

    /** What is longer than a link can live is as long. */
    private static Duration lifetime(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, InviteTerms.LIFETIME_MAX.toSeconds()));
    }
}
