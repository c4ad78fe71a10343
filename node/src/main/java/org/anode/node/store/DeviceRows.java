package org.anode.node.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** What is kept of other devices, whatever notebook they are in; it stays here. Any thread. */
public final class DeviceRows {
    private final Store store;

    public DeviceRows(Store store) {
        this.store = store;
    }

    /** How far the device is trusted, as its owner wrote it. */
    public Optional<Bytes> trust(DeviceId device) {
        return store.get(Column.META, Keys.trust(device));
    }

    /** Of all that were spoken of. */
    public Map<DeviceId, Bytes> trusts() {
        return rows(Keys.TRUSTS);
    }

    public Change putTrust(DeviceId device, Bytes row) {
        return new Change.Put(Column.META, Keys.trust(device), row);
    }

    /** What is kept of each device of the same person. */
    public Map<DeviceId, Bytes> paired() {
        return rows(Keys.PAIRED);
    }

    public Change putPaired(DeviceId device, Bytes row) {
        return new Change.Put(Column.META, Keys.paired(device), row);
    }

    public Change dropPaired(DeviceId device) {
        return new Change.Delete(Column.META, Keys.paired(device));
    }

    private Map<DeviceId, Bytes> rows(Bytes tag) {
        var found = new TreeMap<DeviceId, Bytes>();
        store.scan(Column.META, tag, (key, row) -> {
            found.put(new DeviceId(key.slice(1, key.size())), row);
            return true;
        });
        return found;
    }
}
