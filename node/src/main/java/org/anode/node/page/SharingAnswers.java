package org.anode.node.page;

import java.util.function.Supplier;
import org.anode.node.Home;
import org.anode.node.LinkReach;
import org.anode.node.Refusal;
import org.anode.node.Sharing;
import org.anode.node.Trust;
import org.anode.node.share.InviteLink;
import org.anode.node.share.Member;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import tools.jackson.databind.node.ObjectNode;

/** What pages ask about other people and devices, and how they are answered. May wait for the disk and for notebooks. */
record SharingAnswers(Home home) {
    /** @param open the notebook that the page shows */
    ObjectNode answer(long id, PageRequest.SharingAsk ask, Supplier<NotebookId> open) {
        return switch (ask) {
            case PageRequest.Share(var wish) -> {
                var link = sharing().invite(open.get(), wish);
                var made = Frames.ok(id)
                        .put("link", link.text())
                        .put("invite", link.id().toString());
                SharingFrames.reach(made, LinkReach.of(link, sharing()));
                yield made;
            }
            case PageRequest.RevokeInvite(var invite) ->
                done(id, () -> sharing().revoke(open.get(), invite));
            case PageRequest.Approve(var request, var role) ->
                done(id, () -> sharing().approve(request, role));
            case PageRequest.Refuse(var request) -> done(id, () -> sharing().refuse(request));
            case PageRequest.SetRole(var device, var role, var flags) ->
                done(id, () -> sharing().setRole(open.get(), device, role, flags));
            case PageRequest.RemoveDevice(var device) ->
                done(id, () -> sharing().remove(open.get(), device));
            case PageRequest.AcceptLate(var device) -> done(id, () -> sharing().accept(open.get(), device));
            case PageRequest.Leave _ -> done(id, () -> sharing().leave(open.get()));
            case PageRequest.Join(var link) -> join(id, link);
            case PageRequest.ForgetJoin(var join) -> done(id, () -> sharing().forget(join));
            case PageRequest.Connect(var address) -> done(id, () -> sharing().connect(Addresses.parse(address)));
            case PageRequest.SetTrust(var device, var level) -> done(id, () -> trust().trust(device, level));
            case PageRequest.Pair _ -> Frames.ok(id).put("link", trust().pairingLink());
            case PageRequest.TakePair(var link) -> done(id, () -> trust().pair(link));
            case PageRequest.ConfirmPair(var same) -> done(id, () -> trust().confirmPairing(same));
            case PageRequest.Unpair(var device) -> done(id, () -> trust().unpair(device));
        };
    }

    private ObjectNode join(long id, String text) {
        return switch (InviteLink.parse(text)) {
            case Parsed.Malformed<InviteLink>(var sentence) -> throw new Refusal(sentence);
            case Parsed.Ok<InviteLink>(var link)
            when home.has(link.notebook()) && !givesMore(link) ->
                Frames.ok(id).put("notebook", link.notebook().toString());
            case Parsed.Ok<InviteLink>(var link) ->
                Frames.ok(id).put("join", sharing().join(link).id().toString());
        };
    }

    /** Whether it gives more than this device has there: that is nothing if it was removed, or became another one. */
    private boolean givesMore(InviteLink link) {
        var terms = link.terms();
        return sharing().people(link.notebook()).stream()
                .filter(Member::me)
                .noneMatch(me ->
                        me.role().compareTo(terms.role()) >= 0 && me.flags().containsAll(terms.flags()));
    }

    private static ObjectNode done(long id, Runnable what) {
        what.run();
        return Frames.ok(id);
    }

    private Sharing sharing() {
        return home.sharing();
    }

    private Trust trust() {
        return home.trust();
    }
}
