package org.anode.node;

import org.anode.node.identity.IdentityFile;
import org.anode.node.store.Blobs;

/** A home over a node's notebooks where a test says what sharing and trust do. */
public final class ScriptedHome {
    private ScriptedHome() {}

    public static Home of(Node node, Sharing sharing, Trust trust) {
        var files = new KeptFiles(node.shelf(), node.files());
        var who = Who.of(IdentityFile.fresh());
        return new Home(
                node.shelf(), node.commands(), node.files(), files, new Blobs(node.store()), who, sharing, trust);
    }
}
