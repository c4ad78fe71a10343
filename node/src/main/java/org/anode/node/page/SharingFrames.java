package org.anode.node.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.Home;
import org.anode.node.LinkReach;
import org.anode.node.Sharing;
import org.anode.node.identity.Flag;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.Pairing;
import org.anode.node.share.RelayState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the node says to pages about links, who comes with them, and pairing, as JSON: docs/page-protocol.md. */
final class SharingFrames {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SharingFrames() {}

    static ArrayNode invites(List<OpenInvite> invites) {
        var list = JSON.arrayNode();
        for (var invite : invites) list.add(invite(invite));
        return list;
    }

    private static ObjectNode invite(OpenInvite invite) {
        var terms = invite.terms();
        var json = JSON.objectNode()
                .put("invite", invite.id().toString())
                .put("role", terms.role().word())
                .put("expiresS", Math.max(0, terms.expiresAtSeconds() - System.currentTimeMillis() / 1_000))
                .put("uses", terms.uses())
                .put("autoApprove", invite.autoApprove());
        flags(json, terms.flags());
        invite.used().ifPresent(used -> json.put("used", used));
        return json;
    }

    static ArrayNode relays(List<RelayState> relays) {
        var list = JSON.arrayNode();
        for (var relay : relays) {
            var json = list.addObject()
                    .put("relay", relay.relay())
                    .put("state", relay.state().word());
            if (!relay.why().isEmpty()) json.put("why", relay.why());
        }
        return list;
    }

    /** Where a link works. */
    static void reach(ObjectNode to, LinkReach reach) {
        to.put("lan", reach.lan()).set("relays", relays(reach.relays()));
    }

    private static void flags(ObjectNode to, Set<Flag> flags) {
        for (var flag : Flag.values()) to.put(flag.word(), flags.contains(flag));
    }

    /** May wait for the disk. */
    static ObjectNode requests(Home home) {
        var told = JSON.objectNode().put("t", "requests");
        var list = told.putArray("requests");
        for (var request : home.sharing().requests()) list.add(request(home, request));
        return told;
    }

    private static ObjectNode request(Home home, JoinRequest request) {
        var json = JSON.objectNode()
                .put("request", request.id())
                .put("notebook", request.notebook().toString())
                .put("title", home.title(request.notebook()))
                .put("device", request.device().toString())
                .put("name", request.name())
                .put("role", request.role().word())
                .put("mine", request.mine())
                .put("waitingMs", request.waitingMs());
        flags(json, request.flags());
        words(json, request.words());
        return json;
    }

    private static void words(ObjectNode to, List<String> words) {
        var list = to.putArray("words");
        words.forEach(list::add);
    }

    /** Without a name and words while nobody is there to be paired. */
    static ObjectNode pairing(Optional<Pairing> pairing) {
        var told = JSON.objectNode()
                .put("t", "pairing")
                .put("name", pairing.map(Pairing::name).orElse(""));
        words(told, pairing.map(Pairing::words).orElse(List.of()));
        pairing.flatMap(Pairing::device).ifPresent(device -> told.put("device", device.toString()));
        pairing.flatMap(Pairing::ended).ifPresent(ended -> told.put("ended", ended));
        return told;
    }

    static ArrayNode joins(Sharing sharing) {
        var list = JSON.arrayNode();
        for (var joining : sharing.joinings()) {
            var json = join(joining);
            if (!joining.state().hasEnded()) reach(json, LinkReach.of(joining.link(), sharing));
            list.add(json);
        }
        return list;
    }

    private static ObjectNode join(Joining joining) {
        var json = JSON.objectNode().put("join", joining.id().toString());
        if (!joining.link().title().isEmpty()) json.put("title", joining.link().title());
        json.put("from", joining.link().issuer().name());
        return switch (joining.state()) {
            case JoinState.Looking _ -> json.put("state", "looking");
            case JoinState.Asked _ -> json.put("state", "asked");
            case JoinState.Waiting(var words) -> {
                words(json.put("state", "waiting"), words);
                yield json;
            }
            case JoinState.Joined(var notebook) -> json.put("state", "joined").put("notebook", notebook.toString());
            case JoinState.Failed(var why) -> json.put("state", "failed").put("why", why);
        };
    }
}
