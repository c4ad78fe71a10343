package org.anode.node;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.anode.node.folder.DataFolder;
import org.anode.node.identity.DeviceName;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.identity.IdentityFile;
import org.anode.node.identity.Renewal;
import org.anode.node.net.Origin;

/**
 * Who a node is.
 *
 * @param news what people should know of that since the last start
 */
record Who(Identity identity, DeviceName name, Origin origin, Optional<String> news) {
    private static final System.Logger LOG = System.getLogger(Who.class.getName());

    /** Of a node in memory, which nobody copies. */
    static Who of(Identity identity) {
        return new Who(identity, DeviceName.of(identity), new Origin(Formers.NONE, false, _ -> {}), Optional.empty());
    }

    /**
     * Makes it another device if a note says so (SY-5).
     *
     * @param onRenewal runs once there is such a note for the next start
     */
    static Who keptIn(DataFolder folder, Runnable onRenewal) {
        boolean elsewhere = folder.isElsewhere();
        var renewal = new Renewal(folder);
        var was = renewal.settle();
        var identity = IdentityFile.openOrCreate(folder);
        var name = DeviceName.keptIn(folder, identity);
        var news = was.map(note -> became(note.reason(), name.get()));
        news.ifPresent(sentence -> LOG.log(
                Level.WARNING,
                "{0} It was device {1}.",
                sentence,
                was.orElseThrow().from()));
        if (was.isEmpty() && elsewhere)
            LOG.log(Level.INFO, "The data folder is not where it was made: it was copied, or moved to another disk.");
        var origin = new Origin(IdentityFile.formers(folder), was.isEmpty() && elsewhere, next -> {
            renewal.note(new Renewal.Note(identity.device(), next, Renewal.Reason.COPIED));
            onRenewal.run();
        });
        return new Who(identity, name, origin, news);
    }

    private static String became(Renewal.Reason reason, String name) {
        return switch (reason) {
            case COPIED ->
                "This node ran on a copy of another computer's data folder, and both met: it is a computer of its own now,"
                        + " called “" + name
                        + "”. That one lets it in to the notebooks it made; to others join again with"
                        + " a link.";
            case REPLACED ->
                "The keys of this computer were changed. Others see it as a new one of yours; notebooks of which it is no"
                        + " admin follow once an admin's computer has met it.";
        };
    }

    Formers formers() {
        return origin.formers();
    }
}
