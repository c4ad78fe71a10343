package org.anode.node.net;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.anode.node.Refusal;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Cut;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Members;
import org.anode.node.share.Administration;
import org.anode.node.share.Administration.Saying;
import org.anode.node.share.Epochs;
import org.anode.node.share.Plea;
import org.anode.node.share.Succession;
import org.anode.node.share.TwinMessage;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/** Carries out what people of this node decide about members, each in one turn of the notebook. Any thread. */
final class MemberActs {
    private final NotebookAccess notebooks;
    private final Identity identity;
    private final RoomKeys keys;
    private final SecureRandom random;

    MemberActs(NotebookAccess notebooks, Identity identity, RoomKeys keys, SecureRandom random) {
        this.notebooks = notebooks;
        this.identity = identity;
        this.keys = keys;
        this.random = random;
    }

    /** @throws Refusal if this device may not */
    void remove(NotebookId notebook, DeviceId device) {
        carryOut(notebook, by -> by.removal(device));
    }

    /** @throws Refusal if this device may not */
    void setRole(NotebookId notebook, DeviceId device, Role role, Set<Flag> flags) {
        carryOut(notebook, by -> by.change(device, role, flags, random));
    }

    /** @throws Refusal if the others would be left without an admin */
    void sayFarewell(NotebookId notebook) {
        carryOut(notebook, Administration::farewell);
    }

    /** @throws Refusal if nothing of the device waits to be accepted, or this device may not accept it */
    void accept(NotebookId notebook, DeviceId device) {
        notebooks.ask(notebook, open -> {
            var late = late(open, device);
            if (late.isEmpty()) throw new Refusal("Nothing of that device waits to be accepted here.");
            carryOut(open, by -> by.acceptance(late));
            return notebook;
        });
    }

    /** The removed devices of which something is here that does not count. */
    List<DeviceId> late(NotebookId notebook) {
        return notebooks.read(
                notebook,
                open -> open.replication().members().map(Members::removed).orElse(List.of()).stream()
                        .filter(device -> !late(open, device).isEmpty())
                        .toList());
    }

    private static SortedMap<GrantId, Cut> late(OpenNotebook open, DeviceId device) {
        var found = new TreeMap<GrantId, Cut>();
        var replication = open.replication();
        for (var grant :
                replication.members().map(members -> members.revokedOf(device)).orElse(List.of()))
            replication.machine().late(grant).ifPresent(cut -> found.put(grant, cut));
        return found;
    }

    /** What this device wrote before it heard that it may do something else now, for an admin to accept. */
    Optional<Plea> plea(OpenNotebook open) {
        var members = open.replication().members().filter(all -> all.isLive(identity.device()));
        if (members.isEmpty()) return Optional.empty();
        var late = new ArrayList<Bytes>();
        for (var grant : members.get().revokedOf(identity.device()))
            late.addAll(open.replication().late(grant, document -> mayWrite(members.get(), document)));
        return late.isEmpty() ? Optional.empty() : Optional.of(new Plea(upTo(Plea.BATCHES_BYTES, late)));
    }

    private boolean mayWrite(Members members, DocumentName document) {
        return members.mayWrite(identity.device(), List.of(document.text()));
    }

    private static List<Bytes> upTo(int bytes, List<Bytes> batches) {
        int size = 0;
        for (int n = 0; n < batches.size(); n++) {
            size += batches.get(n).size();
            if (size >= bytes) return batches.subList(0, n + 1);
        }
        return batches;
    }

    /**
     * A member asks for its late work to be accepted.
     *
     * @param here who can be reached
     */
    void pleaded(NotebookId notebook, DeviceId device, Plea plea, List<DeviceId> here) {
        notebooks.tell(notebook, open -> {
            var members = open.replication().members().orElseThrow();
            var granted = plea.granted(
                    members, device, grant -> open.replication().machine().cut(grant));
            if (!granted.isEmpty() && Epochs.isFirstAdmin(members, identity.device(), here))
                carryOut(open, by -> by.acceptance(granted));
        });
    }

    /**
     * A member says that it leaves: who would change the room's secret for that removes it.
     *
     * @param here who can be reached
     */
    void left(NotebookId notebook, DeviceId device, List<DeviceId> here) {
        notebooks.tell(notebook, open -> {
            var members = open.replication().members().orElseThrow();
            if (members.isLive(device) && Epochs.isFirstAdmin(members, identity.device(), here))
                carryOut(open, by -> by.removal(device));
        });
    }

    /**
     * A device says that it is what a member was until its keys were changed. Without proof that has no effect.
     *
     * @param here who can be reached
     */
    void succeeded(NotebookId notebook, Succession heir, TwinMessage.Replaced said, List<DeviceId> here) {
        if (!heir.isProven(said.formerKey(), said.signature())) return;
        var former = new DeviceId(said.formerKey().sha256());
        notebooks.tell(notebook, open -> {
            var members = open.replication().members().orElseThrow();
            boolean byItself = members.adminGrantOf(former).isPresent();
            if (!byItself && Epochs.isFirstAdmin(members, identity.device(), here))
                carryOut(open, by -> by.succession(former, heir, said.isTold(), random));
        });
    }

    /** This device takes the place of one that it was, where that one was an admin. */
    void succeed(OpenNotebook open, DeviceKeys former) {
        var self = identity.keys();
        var heir = new Succession(open.id(), self.publicKey(), self.agreementKey());
        carryOut(open, former, by -> by.succession(former.device(), heir, true, random));
    }

    private void carryOut(NotebookId notebook, Function<Administration, List<Saying>> what) {
        notebooks.ask(notebook, open -> {
            carryOut(open, what);
            return notebook;
        });
    }

    private void carryOut(OpenNotebook open, Function<Administration, List<Saying>> what) {
        carryOut(open, identity.keys(), what);
    }

    /** All of it in one write, the new secret of the room included (MB-7). */
    private void carryOut(OpenNotebook open, DeviceKeys says, Function<Administration, List<Saying>> what) {
        var replication = open.replication();
        var members = replication.members().orElseThrow(() -> new Refusal("Nobody else has this notebook yet."));
        var by = new Administration(
                members, says.device(), grant -> replication.machine().cut(grant));
        for (var saying : what.apply(by)) {
            var statement = members.following(saying.issuer(), saying.body());
            replication.on(new Event.Stated(StatementCodec.seal(statement, says)));
        }
        boolean due = members.standing().isEpochSpent();
        if (due && members.adminGrantOf(identity.device()).isPresent()) keys.renew(open, members);
    }
}
