package org.anode.node;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anode.node.identity.Flag;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.Member;
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

    ObjectNode share(NotebookId notebook) {
        var link = sharing.invite(notebook, InviteWish.USUAL);
        return JSON.createObjectNode()
                .put("id", notebook.toString())
                .put("link", link.text())
                .put("expiresAtSeconds", link.terms().expiresAtSeconds());
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
                "Waiting for somebody at " + who + " to let this computer in; they should see these words: "
                        + String.join(" ", words) + ".";
            case JoinState.Joined _ -> "Joined" + title(joining.link()) + ".";
            case JoinState.Failed _ -> "Not joined.";
        };
    }

    private static String notYet(Joining joining) {
        var who = issuer(joining.link());
        var why = joining.state() instanceof JoinState.Looking
                ? who + " was not found; it has to be switched on, with Anode running, in the same network"
                : who + " did not answer";
        return "Not joined" + title(joining.link()) + " yet: " + why + ". This node goes on trying as long as it runs.";
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

    private ObjectNode person(Member member) {
        var json = JSON.createObjectNode()
                .put("id", member.device().toString())
                .put("name", member.name())
                .put("me", member.me())
                .put("role", member.role().word());
        var flags = json.putArray("flags");
        member.flags().stream()
                .sorted(Comparator.naturalOrder())
                .map(Flag::word)
                .forEach(flags::add);
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
