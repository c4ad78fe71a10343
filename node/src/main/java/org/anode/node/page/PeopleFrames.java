package org.anode.node.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.Sharing;
import org.anode.node.identity.Role;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.Member;
import org.anode.node.share.SeenCaret;
import org.anode.node.share.Synced;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the node says to pages about other people, as JSON: docs/page-protocol.md. */
final class PeopleFrames {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PeopleFrames() {}

    /** Takes a turn of the notebook. */
    static ObjectNode people(Sharing sharing, NotebookId notebook, List<Member> members, Colours colours) {
        var synced = sharing.synced(notebook);
        boolean mayShare = members.stream().anyMatch(member -> member.me() && member.role() == Role.ADMIN);
        var told = JSON.objectNode()
                .put("t", "people")
                .put("shared", synced.state() != Synced.State.ALONE)
                .put("mayShare", mayShare);
        var people = told.putArray("people");
        for (var member : members) people.add(person(member, colours));
        told.putObject("sync")
                .put("state", synced.state().name().toLowerCase(Locale.ROOT))
                .put("unsent", synced.unsent());
        return told;
    }

    private static ObjectNode person(Member member, Colours colours) {
        var json = device(member.device(), member.name(), colours)
                .put("me", member.me())
                .put("role", member.role().word())
                .put("here", member.here());
        member.path().ifPresent(path -> json.put("path", path.word()));
        member.same().ifPresent(same -> json.put("same", same));
        member.lastSeenAgoMs().ifPresent(ago -> json.put("lastSeenAgoMs", ago));
        return json;
    }

    /** Whose it is, and how that looks. */
    static ObjectNode device(DeviceId device, String name, Colours colours) {
        return JSON.objectNode()
                .put("device", device.toString())
                .put("name", name)
                .put("colour", colours.of(device));
    }

    static ObjectNode carets(List<SeenCaret> seen, Colours colours) {
        var told = JSON.objectNode().put("t", "cursors");
        var list = told.putArray("cursors");
        for (var one : seen)
            list.add(device(one.device(), one.name(), colours)
                    .put("client", one.caret().client())
                    .put("cell", one.caret().cell().value())
                    .put("anchor", one.caret().anchor())
                    .put("head", one.caret().head()));
        return told;
    }

    static ObjectNode whileAway(Map<DeviceId, Set<CellId>> changed, List<Member> members) {
        var names = members.stream().collect(Collectors.toMap(Member::device, Member::name));
        var told = JSON.objectNode().put("t", "while-away");
        var list = told.putArray("changes");
        changed.forEach((device, cells) -> {
            var row = list.addObject().put("device", device.toString()).put("name", names.getOrDefault(device, ""));
            Frames.names(row.putArray("cells"), cells);
        });
        return told;
    }

    static ArrayNode joins(List<Joining> joinings) {
        var list = JSON.arrayNode();
        for (var joining : joinings) list.add(join(joining));
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
                var list = json.put("state", "waiting").putArray("words");
                words.forEach(list::add);
                yield json;
            }
            case JoinState.Joined(var notebook) -> json.put("state", "joined").put("notebook", notebook.toString());
            case JoinState.Failed(var why) -> json.put("state", "failed").put("why", why);
        };
    }
}
