package org.anode.node;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.Member;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.PeerNode;
import org.anode.node.share.TrustLevel;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands about sharing, and the JSON they answer with. Any thread. */
final class SharingCommands {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How often an attempt is looked at, whatever was heard. */
    private static final long LOOK_MS = 1_000;

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Sharing sharing;
    private final Function<NotebookId, String> titles;
    private final Function<DeviceId, TrustLevel> trust;

    /**
     * @param titles of the notebooks here
     * @param trust  of this node's owner
     */
    SharingCommands(Sharing sharing, Function<NotebookId, String> titles, Function<DeviceId, TrustLevel> trust) {
        this.sharing = sharing;
        this.titles = titles;
        this.trust = trust;
    }

    ObjectNode share(NotebookId notebook, Command.Share wanted) {
        var wish = new InviteWish(
                wanted.role(),
                wanted.flags(),
                Duration.ofSeconds(wanted.lifetimeSeconds()),
                wanted.uses(),
                wanted.autoApprove());
        var link = sharing.invite(notebook, wish);
        var reach = LinkReach.of(link, sharing);
        var json = JSON.createObjectNode()
                .put("id", notebook.toString())
                .put("link", link.text())
                .put("expiresAtSeconds", link.terms().expiresAtSeconds())
                .put("lan", reach.lan());
        var relays = json.putArray("relays");
        reach.relays().forEach(relay -> relays.add(relay.relay()));
        return json;
    }

    JsonNode requests() {
        var list = JSON.createArrayNode();
        for (var request : sharing.requests()) list.add(request(request));
        return list;
    }

    private ObjectNode request(JoinRequest request) {
        var json = JSON.createObjectNode()
                .put("id", request.id())
                .put("notebook", request.notebook().toString())
                .put("title", titles.apply(request.notebook()))
                .put("device", request.device().toString())
                .put("name", request.name())
                .put("role", request.role().word());
        putFlags(json, request.flags());
        var words = json.putArray("words");
        request.words().forEach(words::add);
        return json.put("mine", request.mine()).put("waitingMs", request.waitingMs());
    }

    private static void putFlags(ObjectNode json, Set<Flag> flags) {
        var array = json.putArray("flags");
        flags.stream().sorted(Comparator.naturalOrder()).map(Flag::word).forEach(array::add);
    }

    ObjectNode approve(String request, Optional<Role> role) {
        sharing.approve(request, role);
        return JSON.createObjectNode().put("id", request);
    }

    ObjectNode refuse(String request) {
        sharing.refuse(request);
        return JSON.createObjectNode().put("id", request);
    }

    JsonNode invites(NotebookId notebook) {
        var list = JSON.createArrayNode();
        for (var invite : sharing.invites(notebook)) list.add(invite(invite));
        return list;
    }

    private static ObjectNode invite(OpenInvite invite) {
        var json = JSON.createObjectNode()
                .put("id", invite.id().toString())
                .put("role", invite.terms().role().word());
        putFlags(json, invite.terms().flags());
        json.put("expiresAtSeconds", invite.terms().expiresAtSeconds()).put("autoApprove", invite.autoApprove());
        if (invite.used().isPresent())
            json.put("uses", invite.terms().uses()).put("used", invite.used().getAsLong());
        return json;
    }

    /** @param what the beginning of the id of a link or a device */
    ObjectNode revoke(NotebookId notebook, String what) {
        var meant = Meant.in(
                what,
                sharing.invites(notebook).stream().map(OpenInvite::id).toList(),
                sharing.people(notebook).stream().map(Member::device).toList());
        return switch (meant) {
            case Meant.Link(var invite) -> {
                sharing.revoke(notebook, invite);
                yield JSON.createObjectNode().put("invite", invite.toString());
            }
            case Meant.Device(var device) -> {
                sharing.remove(notebook, device);
                yield JSON.createObjectNode().put("device", device.toString());
            }
        };
    }

    /** @param name the beginning of the device's id */
    ObjectNode setRole(NotebookId notebook, String name, Role role, Set<Flag> flags) {
        var people = sharing.people(notebook).stream().map(Member::device).toList();
        var device = Meant.device(name, people);
        sharing.setRole(notebook, device, role, flags);
        return JSON.createObjectNode().put("device", device.toString());
    }

    /** @param name the beginning of the id of a removed device of which there is something to accept */
    ObjectNode accept(NotebookId notebook, String name) {
        var late = List.copyOf(sharing.late(notebook).keySet());
        if (late.isEmpty())
            throw new Refusal(
                    "Nothing of a removed device waits here: all that is here counts already, or never came.");
        var device = Meant.device(name, late);
        sharing.accept(notebook, device);
        return JSON.createObjectNode().put("device", device.toString());
    }

    ObjectNode leave(NotebookId notebook) {
        sharing.leave(notebook);
        return JSON.createObjectNode().put("id", notebook.toString());
    }

    /** @param says hears how it goes on, a sentence at a time */
    ObjectNode join(String text, Optional<Duration> limit, Consumer<String> says) {
        return switch (InviteLink.parse(text)) {
            case Parsed.Malformed<InviteLink>(var sentence) -> throw new Refusal(sentence);
            case Parsed.Ok<InviteLink>(var link) -> joined(follow(link, limit.orElse(FOR_EVER), says));
        };
    }

    private NotebookId follow(InviteLink link, Duration limit, Consumer<String> says) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        var changed = new Semaphore(0);
        try (var _ = sharing.watch(_ -> changed.release())) {
            var joining = sharing.join(link);
            says.accept(progress(joining));
            while (true) {
                switch (joining.state()) {
                    case JoinState.Joined(var notebook) -> {
                        return notebook;
                    }
                    case JoinState.Failed(var why) -> throw new Refusal(why);
                    case JoinState.Looking _, JoinState.Asked _, JoinState.Waiting _ -> {}
                }
                if (System.nanoTime() - deadlineNs > 0) throw new Refusal(notYet(joining));
                await(changed, deadlineNs);
                var now = current(link);
                if (!now.state().equals(joining.state())) says.accept(progress(now));
                joining = now;
            }
        }
    }

    private static void await(Semaphore changed, long deadlineNs) {
        try {
            long restMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime()) + 1;
            if (changed.tryAcquire(Math.min(LOOK_MS, restMs), TimeUnit.MILLISECONDS)) changed.drainPermits();
        } catch (InterruptedException e) {
            throw new NodeFailure("Waiting was interrupted; the node goes on trying to join.", e);
        }
    }

    private Joining current(InviteLink link) {
        return sharing.joinings().stream()
                .filter(joining -> joining.id().equals(link.id()))
                .findFirst()
                .orElseThrow(() -> new Refusal("Somebody gave up joining with this link; join again."));
    }

    private static String progress(Joining joining) {
        var who = issuer(joining.link());
        return switch (joining.state()) {
            case JoinState.Looking _ -> "Looking for " + who + " …";
            case JoinState.Asked _ -> "Asked " + who + " to let this computer in …";
            case JoinState.Waiting(var words) ->
                "Waiting for somebody at " + who + " to let this computer in; the words there should be: "
                        + String.join(" ", words) + ".";
            case JoinState.Joined _ -> "Joined" + title(joining.link()) + ".";
            case JoinState.Failed _ -> "Not joined.";
        };
    }

    private String notYet(Joining joining) {
        var who = issuer(joining.link());
        var why =
                switch (joining.state()) {
                    case JoinState.Looking _ -> NotFoundText.of(who, LinkReach.of(joining.link(), sharing));
                    case JoinState.Waiting _ -> "nobody at " + who + " has let this computer in";
                    case JoinState.Asked _, JoinState.Joined _, JoinState.Failed _ -> who + " did not answer";
                };
        return "Not joined" + title(joining.link()) + " yet: " + why + ". This node goes on trying.";
    }

    private static String title(InviteLink link) {
        return link.quotedTitle().map(title -> " " + title).orElse("");
    }

    private static String issuer(InviteLink link) {
        return link.issuer().name().isEmpty()
                ? "the computer that made the link"
                : "“" + link.issuer().name() + "”";
    }

    private ObjectNode joined(NotebookId notebook) {
        return JSON.createObjectNode().put("id", notebook.toString()).put("title", titles.apply(notebook));
    }

    JsonNode people(NotebookId notebook) {
        var list = JSON.createArrayNode();
        for (var member : sharing.people(notebook)) list.add(person(member));
        return list;
    }

    /** Who has a notebook when it is removed here, as a sentence; nothing if nobody has. */
    Optional<String> stillHeldBy(NotebookId notebook) {
        var others = sharing.people(notebook).stream()
                .filter(member -> !member.me())
                .map(member -> member.name().isEmpty() ? member.device().toString() : "“" + member.name() + "”")
                .toList();
        if (others.isEmpty()) return Optional.empty();
        return Optional.of("The notebook was removed from this computer only; " + String.join(", ", others)
                + (others.size() == 1 ? " still has it." : " still have it."));
    }

    private ObjectNode person(Member member) {
        var json = JSON.createObjectNode()
                .put("id", member.device().toString())
                .put("name", member.name())
                .put("me", member.me())
                .put("role", member.role().word());
        putFlags(json, member.flags());
        json.put("trust", trust.apply(member.device()).word()).put("here", member.here());
        member.path().ifPresent(path -> json.put("path", path.word()));
        member.same().ifPresent(same -> json.put("same", same));
        member.lastSeenAgoMs().ifPresent(ago -> json.put("lastSeenAgoMs", ago));
        return json;
    }

    JsonNode peers() {
        var list = JSON.createArrayNode();
        for (var peer : sharing.peers()) list.add(peer(peer));
        return list;
    }

    private ObjectNode peer(PeerNode peer) {
        var json = JSON.createObjectNode()
                .put("id", peer.device().toString())
                .put("name", peer.name())
                .put("notebook", peer.notebook().toString())
                .put("title", titles.apply(peer.notebook()))
                .put("path", peer.path().word());
        peer.same().ifPresent(same -> json.put("same", same));
        peer.behind().ifPresent(behind -> json.put("behind", behind));
        return json.put("heardAgoMs", peer.heardAgoMs());
    }

    ObjectNode connect(String host, int port) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) throw new Refusal("No computer is called " + host + ": name it by its address.");
        sharing.connect(address);
        return JSON.createObjectNode().put("address", host).put("port", port);
    }
}
