package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;

/**
 * Documents whose batches are stored while what they show is not yet: after a crash it is made anew of them. A row for
 * each, {@code merging/<document>}.
 */
final class Unfinished {
    private static final String PREFIX = "merging/";

    private Unfinished() {}

    static Change begin(NotebookLog log, DocumentName document) {
        return log.putView(PREFIX + document.text(), Bytes.EMPTY);
    }

    static Change end(NotebookLog log, DocumentName document) {
        return log.deleteView(PREFIX + document.text());
    }

    /** What a crash left. */
    static List<DocumentName> in(NotebookLog log) {
        var found = new ArrayList<DocumentName>();
        log.views(PREFIX, (name, _) -> found.add(DocumentName.parse(name.substring(PREFIX.length()))));
        return found;
    }
}
