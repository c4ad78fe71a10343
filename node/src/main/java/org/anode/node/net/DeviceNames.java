package org.anode.node.net;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/**
 * What the devices of a notebook call themselves, as they said last, and when they were here last by this computer's
 * clock: rows {@code device-name/<device>} and {@code device-seen/<device>}, which stay here.
 */
public final class DeviceNames {
    private static final String PREFIX = "device-name/";
    private static final String SEEN = "device-seen/";

    private DeviceNames() {}

    static Change put(NotebookLog log, DeviceId device, String name) {
        return log.putView(PREFIX + device, Bytes.utf8(name));
    }

    /** @param nowMs since 1970 */
    static Change putSeen(NotebookLog log, DeviceId device, long nowMs) {
        return log.putView(SEEN + device, Bytes.utf8(Long.toString(nowMs)));
    }

    /** Milliseconds since 1970. */
    static OptionalLong seen(NotebookLog log, DeviceId device) {
        var row = log.view(SEEN + device);
        return row.isPresent() ? OptionalLong.of(Long.parseLong(row.get().toUtf8())) : OptionalLong.empty();
    }

    public static Map<DeviceId, String> of(NotebookLog log) {
        var found = new TreeMap<DeviceId, String>();
        log.views(PREFIX, (row, name) -> {
            found.put(DeviceId.parse(row.substring(PREFIX.length())), name.toUtf8());
            return true;
        });
        return found;
    }
}
