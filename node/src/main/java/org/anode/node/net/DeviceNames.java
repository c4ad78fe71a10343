package org.anode.node.net;

import java.util.Map;
import java.util.TreeMap;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** What the devices of a notebook call themselves, as they said last: a row for each, {@code device-name/<device>}. */
final class DeviceNames {
    private static final String PREFIX = "device-name/";

    private DeviceNames() {}

    static Change put(NotebookLog log, DeviceId device, String name) {
        return log.putView(PREFIX + device, Bytes.utf8(name));
    }

    static Map<DeviceId, String> of(NotebookLog log) {
        var found = new TreeMap<DeviceId, String>();
        log.views(PREFIX, (row, name) -> {
            found.put(DeviceId.parse(row.substring(PREFIX.length())), name.toUtf8());
            return true;
        });
        return found;
    }
}
