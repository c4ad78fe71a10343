package org.anode.node;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.anode.kernel.KernelPace;
import org.anode.node.doc.HostSettings;
import org.anode.node.host.Offer;
import org.anode.node.host.RunPolicy;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.share.Member;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.ledger.SessionView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about where cells run and who may run them here, and the JSON they answer with. Any thread. */
final class HostCommands {
    private static final String NONE = "none";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Shelf shelf;
    private final Sharing sharing;
    private final RunPolicies policies;
    private final Supplier<Map<DeviceId, String>> known;

    /** @param known the devices that people may speak of, and what each calls itself */
    HostCommands(Shelf shelf, Sharing sharing, RunPolicies policies, Supplier<Map<DeviceId, String>> known) {
        this.shelf = shelf;
        this.sharing = sharing;
        this.policies = policies;
        this.known = known;
    }

    /** Those that may run cells of the notebook; this one first. */
    JsonNode list(NotebookId notebook) {
        var list = JSON.createArrayNode();
        var seen = shelf.read(notebook, open -> new Seen(open.offers(), open.sessions(), open.hostSettings()));
        for (var member : sharing.people(notebook)) if (member.mayHost()) put(list, member, seen);
        return list;
    }

    /** What of hosting is known in one moment. */
    private record Seen(Map<DeviceId, Offer> offers, List<SessionView> sessions, HostSettings settings) {}

    private static void put(ArrayNode list, Member host, Seen seen) {
        var json = list.addObject()
                .put("id", host.device().toString())
                .put("name", host.name())
                .put("me", host.me())
                .put("here", host.here())
                .put(
                        "preferred",
                        seen.settings.preferred().filter(host.device()::equals).isPresent())
                .put("runs", Offer.word(Optional.ofNullable(seen.offers.get(host.device()))));
        var open = json.putArray("sessions");
        for (var session : seen.sessions)
            if (session.host().equals(host.device()))
                open.addObject().put("id", session.id().value()).put("serves", session.serves());
    }

    /**
     * The device of that name among those that may run cells of the notebook.
     *
     * @throws Refusal if it is none, or can not be reached now
     */
    DeviceId reachable(NotebookId notebook, String name) {
        var host = host(notebook, name);
        if (!host.here())
            throw new Refusal(
                    "“" + host.name() + "” can not be reached now: run it elsewhere, or wait until it is there.");
        return host.device();
    }

    private Member host(NotebookId notebook, String name) {
        var hosts = new TreeMap<DeviceId, Member>();
        for (var one : sharing.people(notebook)) if (one.mayHost()) hosts.put(one.device(), one);
        var names = new TreeMap<DeviceId, String>();
        hosts.forEach((device, one) -> names.put(device, one.name()));
        return Objects.requireNonNull(hosts.get(Names.findDevice(name, names)));
    }

    /**
     * Says where the notebook's cells run, for everybody.
     *
     * @param prefer a device's name, or {@code none}; as it was if empty
     * @param moves  as it was if empty
     */
    JsonNode setHosts(NotebookId notebook, Optional<String> prefer, Optional<Boolean> moves) {
        var device = prefer.filter(name -> !name.equals(NONE))
                .map(name -> host(notebook, name).device());
        shelf.ask(notebook, open -> {
            var now = open.hostSettings();
            open.setHostSettings(new HostSettings(
                    prefer.isPresent() ? device : now.preferred(), moves.orElse(now.moves()), now.pace()));
            return true;
        });
        return list(notebook);
    }

    ObjectNode pace(NotebookId notebook) {
        return shelf.read(
                notebook,
                open -> JSON.createObjectNode()
                        .put("pace", open.hostSettings().pace().word()));
    }

    ObjectNode setPace(NotebookId notebook, String word) {
        var pace = KernelPace.of(word)
                .orElseThrow(() -> new WrongUsage("A kernel's pace is start or loops, not " + word + "."));
        shelf.ask(notebook, open -> {
            var now = open.hostSettings();
            open.setHostSettings(new HostSettings(now.preferred(), now.moves(), pace));
            return true;
        });
        return pace(notebook);
    }

    ObjectNode policy(Optional<NotebookId> notebook) {
        return json(notebook.map(policies::of).orElseGet(policies::usual));
    }

    ObjectNode setPolicy(Optional<NotebookId> notebook, String word, List<String> devices) {
        var rule = Rule.of(word)
                .orElseThrow(() ->
                        new WrongUsage("Who may run code here is mine, listed, members or ask, not " + word + "."));
        if (rule == Rule.LISTED && devices.isEmpty()) throw new WrongUsage("Name the devices that may, after listed.");
        if ((rule == Rule.MINE || rule == Rule.MEMBERS) && !devices.isEmpty())
            throw new WrongUsage("Devices are named after listed or ask only.");
        policies.fixed().ifPresent(why -> {
            throw new Refusal(why);
        });
        var listed = new HashSet<DeviceId>();
        for (var device : devices) listed.add(Names.findDevice(device, known.get()));
        var policy = new RunPolicy(rule, listed);
        notebook.ifPresentOrElse(one -> policies.set(one, policy), () -> policies.setUsual(policy));
        return json(policy);
    }

    private static ObjectNode json(RunPolicy policy) {
        var json = JSON.createObjectNode().put("rule", policy.rule().word());
        var devices = json.putArray("devices");
        policy.listed().stream().sorted().forEach(device -> devices.add(device.toString()));
        return json;
    }
}
