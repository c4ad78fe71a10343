package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;

/** Links and invites of Anna's, with fixed bytes. */
final class Guests {
    /** When the tests happen, in seconds since 1970. */
    static final long NOW = 1_800_000_000;

    static final MeetingPlaces PLACES =
            new MeetingPlaces(List.of("wss://relay.example/anode"), List.of(new LanHint("192.0.2.7", 7800)));
    static final InviteTerms TERMS = new InviteTerms(
            Role.EDIT, Set.of(Flag.RUN, Flag.HOST), NOW + InviteTerms.LIFETIME.toSeconds(), InviteTerms.UNLIMITED);
    static final InviteLink LINK = link(TERMS, 5);

    private Guests() {}

    static InviteLink link(InviteTerms terms, int secret) {
        return InviteLink.signed(
                NOTEBOOK, "Trees", PLACES, ROOT.grant(), "Anna’s laptop", terms, filled(32, secret), ANNA.keys());
    }

    /** Lets in who has the link. */
    static Invite open(InviteLink link) {
        return Invite.fresh(link.notebook(), link.issuer().grant(), link.terms(), link.joinSecret(), true);
    }

    /** Lets in whom somebody approved. */
    static Invite asking(InviteLink link) {
        return Invite.fresh(link.notebook(), link.issuer().grant(), link.terms(), link.joinSecret(), false);
    }

    /** Of somebody who asks for the first time. */
    static LobbyMessage.Request request(Identity who, String name) {
        return new LobbyMessage.Request(
                who.person(), name, who.keys().agreementKey(), filled(Words.COMMITMENT_BYTES, 7), Optional.empty());
    }

    static InviteTerms once() {
        return new InviteTerms(Role.EDIT, Set.of(Flag.HOST), NOW + 60, 1);
    }
}
