package org.anode.node;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anode.node.share.Pairing;
import org.anode.node.share.TrustLevel;
import org.anode.schema.DeviceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands about other devices, and the JSON they answer with. Any thread. */
final class TrustCommands {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How often a pairing is looked at, whatever was heard. */
    private static final long LOOK_MS = 1_000;

    private final OwnTrust trust;
    private final Supplier<Map<DeviceId, String>> known;
    private final Who who;

    /** @param known the devices that people may speak of, and what each calls itself */
    TrustCommands(OwnTrust trust, Supplier<Map<DeviceId, String>> known, Who who) {
        this.trust = trust;
        this.known = known;
        this.who = who;
    }

    /** @param word a {@link TrustLevel} */
    ObjectNode trust(String name, String word) {
        var level = TrustLevel.of(word)
                .orElseThrow(() -> new WrongUsage("Trust is unknown, known, output or run, not " + word + "."));
        var device = find(name);
        trust.trust(device, level);
        return device(device).put("trust", level.word());
    }

    private DeviceId find(String name) {
        return Names.findDevice(name, known.get());
    }

    private ObjectNode device(DeviceId device) {
        return JSON.createObjectNode().put("id", device.toString());
    }

    /** This device first, then those paired with it. */
    JsonNode devices() {
        var list = JSON.createArrayNode();
        var me = list.addObject()
                .put("id", who.identity().device().toString())
                .put("name", who.name().get())
                .put("me", true)
                .put("trust", TrustLevel.RUN.word());
        var formers = who.formers().devices();
        if (!formers.isEmpty()) {
            var copyOf = me.putArray("copyOf");
            for (var former : formers) copyOf.add(former.toString());
        }
        trust.paired().forEach((device, name) -> list.add(paired(device, name)));
        return list;
    }

    private ObjectNode paired(DeviceId device, String name) {
        return device(device)
                .put("name", name)
                .put("me", false)
                .put("paired", true)
                .put("trust", trust.trust(device).word());
    }

    /** @param link to take up; without one a link is made */
    ObjectNode pair(Optional<String> link) {
        if (link.isEmpty()) return JSON.createObjectNode().put("link", trust.pairingLink());
        trust.pair(link.get());
        return JSON.createObjectNode();
    }

    /** Once the other device is there. */
    ObjectNode pairingWords() {
        var now = await(pairing -> !pairing.words().isEmpty() || pairing.ended().isPresent());
        if (now.ended().isPresent()) throw new Refusal(now.ended().get());
        var json = JSON.createObjectNode().put("name", now.name());
        now.device().ifPresent(device -> json.put("id", device.toString()));
        var words = json.putArray("words");
        now.words().forEach(words::add);
        return json;
    }

    /** Ends once both sides said so, or one that they differ. */
    ObjectNode confirmPairing(boolean same) {
        trust.confirmPairing(same);
        var now = await(pairing -> pairing.ended().isPresent());
        if (!now.done()) throw new Refusal(now.ended().orElseThrow());
        return device(now.device().orElseThrow()).put("name", now.name());
    }

    private Pairing await(Predicate<Pairing> condition) {
        var changed = new Semaphore(0);
        try (var _ = trust.watch(changed::release)) {
            while (true) {
                var now = trust.pairing()
                        .orElseThrow(() -> new Refusal("No computer is being paired: anode pair makes a link."));
                if (condition.test(now)) return now;
                if (changed.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS)) changed.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new NodeFailure("Waiting was interrupted; nothing was paired.", e);
        }
    }

    ObjectNode unpair(String name) {
        var device = find(name);
        trust.unpair(device);
        return device(device);
    }
}
