package org.anode.node;

import java.util.function.Consumer;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.IdentityFile;
import org.anode.node.store.Blobs;
import org.anode.schema.NotebookId;

/** A home over a node's notebooks where a test says what sharing and trust do. */
public final class ScriptedHome {
    private ScriptedHome() {}

    public static Home of(Node node, Sharing sharing, Trust trust) {
        var files = new KeptFiles(node.shelf(), node.files());
        var who = Who.of(IdentityFile.fresh());
        return new Home(
                node.shelf(),
                node.commands(),
                node.files(),
                files,
                new Blobs(node.store()),
                who,
                sharing,
                trust,
                node.policies());
    }

    /** A turn of the notebook, which is open for as long as somebody looks at it. */
    public static void turn(Home home, NotebookId notebook, Consumer<OpenNotebook> what) {
        home.notebook(notebook).ask(open -> {
            what.accept(open);
            return true;
        });
    }
}
