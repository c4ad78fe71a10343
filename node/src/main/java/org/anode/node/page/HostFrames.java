package org.anode.node.page;

import java.util.List;
import java.util.Optional;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.RunShown;
import org.anode.node.host.Offer;
import org.anode.node.host.RunPolicy;
import org.anode.node.share.Member;
import org.anode.schema.DeviceId;
import org.anode.schema.ledger.Run;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the node says to pages about where cells run, as JSON: docs/page-protocol.md. As turns of the notebook. */
final class HostFrames {
    /** Of code in one message: the rest is told when those before are answered. */
    private static final int ASKED_CHARS_MAX = 1 << 19;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private HostFrames() {}

    /**
     * Who may run code on this computer.
     *
     * @param fixed why that can not be changed now
     */
    record Here(RunPolicy policy, Optional<String> fixed) {}

    /** The devices that may run cells of the notebook, in the order of {@code members}. */
    static ObjectNode hosts(OpenNotebook notebook, List<Member> members, Here here) {
        var told = JSON.objectNode().put("t", "hosts");
        var list = told.putArray("hosts");
        var offers = notebook.offers();
        var kernels = notebook.kernelHosts();
        for (var member : members)
            if (member.mayHost())
                list.addObject()
                        .put("device", member.device().toString())
                        .put("name", member.name())
                        .put("me", member.me())
                        .put("here", member.here())
                        .put("runs", Offer.word(Optional.ofNullable(offers.get(member.device()))))
                        .put("session", kernels.contains(member.device()));
        notebook.usualHost().ifPresent(usual -> told.put("usual", usual.toString()));
        told.set("policy", policy(notebook, here));
        var settings = notebook.hostSettings();
        var json = told.putObject("settings")
                .put("moves", settings.moves())
                .put("pace", settings.pace().word());
        settings.preferred().ifPresent(device -> json.put("preferred", device.toString()));
        return told;
    }

    private static ObjectNode policy(OpenNotebook notebook, Here here) {
        var json = JSON.objectNode().put("rule", here.policy().rule().word());
        var listed = json.putArray("listed");
        here.policy().listed().stream().sorted().map(DeviceId::toString).forEach(listed::add);
        notebook.noRunsHere().or(here::fixed).ifPresent(why -> json.put("why", why));
        return json;
    }

    /** What others want to run here that its owner is asked about (EX-18). */
    static ObjectNode asks(OpenNotebook notebook) {
        var told = JSON.objectNode().put("t", "asks");
        var list = told.putArray("asks");
        var asks = notebook.runsAsked();
        int chars = 0;
        for (int i = 0; i < asks.size() && chars < ASKED_CHARS_MAX; i++) {
            var ask = asks.get(i);
            chars += ask.text().map(String::length).orElse(0);
            var json = list.addObject()
                    .put("exec", ask.exec().value())
                    .put("cell", ask.cell().value())
                    .put("device", ask.from().toString());
            ask.text().ifPresent(text -> json.put("source", text));
        }
        return told.put("more", asks.size() - list.size());
    }

    /** The attempts at a run that are not shown with its cell, with what each put out (EX-1). */
    static ObjectNode also(long id, OpenNotebook notebook, Run run) {
        var answer = Frames.ok(id);
        var list = answer.putArray("runs");
        for (var attempt : run.alsoRan()) {
            var json = list.addObject()
                    .put("device", attempt.host().toString())
                    .put("state", attempt.state().word());
            attempt.count().ifPresent(count -> json.put("count", count));
            attempt.tookMs().ifPresent(tookMs -> json.put("tookMs", tookMs));
            json.set("outputs", Frames.outputs(notebook.outputs(run.exec(), attempt)));
        }
        return answer;
    }

    /** Where it ran, or is to run, and whether that one can be reached. */
    static void putPlace(ObjectNode to, RunShown shown) {
        var run = shown.run();
        run.ranOn()
                .ifPresentOrElse(
                        device -> to.put("ranOn", device.toString()),
                        () -> shown.host().ifPresent(device -> to.put("runsOn", device.toString())));
        if (shown.gone()) to.put("gone", true);
        if (run.alsoRan().isEmpty()) return;
        var also = to.putArray("alsoRanOn");
        run.alsoRan().stream().map(attempt -> attempt.host().toString()).forEach(also::add);
    }
}
