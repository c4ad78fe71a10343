package org.anode.node.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.anode.node.Home;
import org.anode.node.identity.Flag;
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

    /** Told to a page of a notebook in which this device has no right (any more). */
    private static final String NO_MEMBER =
            "This computer is not a member of this notebook any more: what came until now stays here as it is, nothing new"
                    + " comes, and nothing can be changed. To take part again, ask for a link.";

    private PeopleFrames() {}

    /** Takes turns of the notebook. */
    static ObjectNode people(Home home, NotebookId notebook, List<Member> members, Colours colours) {
        var synced = home.sharing().synced(notebook);
        boolean shared = synced.state() != Synced.State.ALONE;
        var may = shared ? May.of(members) : May.ALL;
        var told = JSON.objectNode().put("t", "people").put("shared", shared).put("mayShare", may.admin());
        told.set("may", may.json());
        if (shared && members.stream().noneMatch(Member::me)) told.put("why", NO_MEMBER);
        var people = told.putArray("people");
        var mine = home.trust().paired().keySet();
        for (var member : members)
            people.add(person(member, colours)
                    .put("mine", mine.contains(member.device()))
                    .put("trust", home.trust().trust(member.device()).word()));
        if (may.admin()) {
            told.set("invites", SharingFrames.invites(home.sharing().invites(notebook)));
            told.set("late", devices(home.sharing().late(notebook), colours));
        }
        boolean onlyMe = members.stream().allMatch(Member::me); // nobody who could be away
        var state = onlyMe ? Synced.State.ALONE : synced.state();
        told.putObject("sync")
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("unsent", synced.unsent());
        told.set("relays", SharingFrames.relays(home.sharing().relays(notebook)));
        return told;
    }

    private static ObjectNode person(Member member, Colours colours) {
        var json = device(member.device(), member.name(), colours)
                .put("me", member.me())
                .put("role", member.role().word())
                .put("here", member.here());
        for (var flag : Flag.values()) json.put(flag.word(), member.flags().contains(flag));
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

    static ArrayNode devices(SortedMap<DeviceId, String> names, Colours colours) {
        var list = JSON.arrayNode();
        names.forEach((device, name) -> list.add(device(device, name, colours)));
        return list;
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
}
