package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.List;
import org.anode.node.NodeFailure;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Members;
import org.anode.node.store.RoomSecrets;
import org.anode.schema.NotebookId;

/**
 * How a device whose keys were changed takes the place of the one that it was, where that one was an admin: it needs nobody
 * for that. The new secret of the room is stated with it, so that the former keys lead nowhere. Any thread.
 */
public final class Successions {
    private static final System.Logger LOG = System.getLogger(Successions.class.getName());

    private final NotebookAccess notebooks;
    private final Formers formers;
    private final RoomKeys keys;
    private final MemberActs acts;

    public Successions(NotebookAccess notebooks, Identity identity, Formers formers) {
        var random = new SecureRandom();
        this.notebooks = notebooks;
        this.formers = formers;
        this.keys = new RoomKeys(notebooks, identity, random);
        this.acts = new MemberActs(notebooks, identity, keys, random);
    }

    /** In all notebooks that others have too. One that can not be opened does not keep the others (SY-10). */
    public void settle() {
        if (!formers.replaced().isEmpty()) notebooks.notebooksHere().forEach(this::settle);
    }

    /** Does nothing where nothing is to be done. Not from a turn. */
    public void settle(NotebookId notebook) {
        var places = places(notebook);
        if (places.isEmpty()) return;
        try {
            notebooks.ask(notebook, open -> {
                places.forEach(former -> succeed(open, former));
                return notebook;
            });
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "the new keys could not take the place of the former ones in " + notebook, e);
        }
    }

    private void succeed(OpenNotebook open, DeviceKeys former) {
        acts.succeed(open, former);
        keys.follow(open);
    }

    private List<DeviceKeys> places(NotebookId notebook) {
        var log = notebooks.log(notebook);
        if (formers.replaced().isEmpty() || RoomSecrets.of(log).isEmpty()) return List.of();
        var members = Members.stored(notebook, log.statements());
        return formers.replaced().stream()
                .filter(former -> members.adminGrantOf(former.device()).isPresent())
                .toList();
    }
}
