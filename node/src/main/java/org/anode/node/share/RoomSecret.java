package org.anode.node.share;

import java.nio.ByteBuffer;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/**
 * What opens a notebook's room in one epoch.
 *
 * @param value {@link #SIZE_BYTES} bytes; not in {@link #toString}
 */
public record RoomSecret(long epoch, Bytes value) {
    public static final int SIZE_BYTES = 32;

    private static final Bytes DOMAIN = Bytes.utf8("anode-room-secret-1");

    public RoomSecret {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("room secret of " + value.size() + " bytes");
    }

    /** What a sealed one is bound to: it opens for no other notebook, epoch or device. */
    static Bytes purpose(NotebookId notebook, long epoch, DeviceId device) {
        var number = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
        return Bytes.concat(DOMAIN, notebook.value(), number, device.value());
    }

    @Override
    public String toString() {
        return "RoomSecret[epoch " + epoch + "]";
    }
}
