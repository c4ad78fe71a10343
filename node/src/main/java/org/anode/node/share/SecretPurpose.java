package org.anode.node.share;

import java.nio.ByteBuffer;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** What a sealed room secret is bound to: it opens for no other notebook, epoch or device. */
final class SecretPurpose {
    private static final Bytes DOMAIN = Bytes.utf8("anode-room-secret-1");

    private SecretPurpose() {}

    static Bytes of(NotebookId notebook, long epoch, DeviceId device) {
        var number = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
        return Bytes.concat(DOMAIN, notebook.value(), number, device.value());
    }
}
