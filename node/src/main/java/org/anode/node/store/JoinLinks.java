package org.anode.node.store;

import java.util.ArrayList;
import java.util.List;
import org.anode.schema.Bytes;

/**
 * The links that somebody joins with here and that have not ended, as text: secrets (R15), kept so that a restart does not
 * give them up. Any thread.
 */
public final class JoinLinks {
    private final Store store;

    public JoinLinks(Store store) {
        this.store = store;
    }

    /** By id of the invite. */
    public List<String> all() {
        var found = new ArrayList<String>();
        store.scan(Column.KEYS, Keys.JOINS, (key, link) -> {
            if (Keys.isJoin(key)) found.add(link.toUtf8());
            return true;
        });
        return found;
    }

    /** @param invite its id, {@link Keys#JOIN_ID_BYTES} bytes */
    public void keep(Bytes invite, String link) {
        store.write(List.of(new Store.Change.Put(Column.KEYS, Keys.join(invite), Bytes.utf8(link))));
    }

    public void drop(Bytes invite) {
        store.write(List.of(new Store.Change.Delete(Column.KEYS, Keys.join(invite))));
    }
}
