package org.anode.node.share;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Sealing;
import org.anode.node.room.RoomSecret;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/** A room secret sealed for one device: it opens for no other notebook, epoch or device. Pure; any thread. */
final class SealedSecret {
    private static final Bytes DOMAIN = Bytes.utf8("anode-room-secret-1");

    private SealedSecret() {}

    /**
     * @param agreementKey X25519, of the device
     * @param random       a secure one
     */
    static Parsed<Bytes> seal(
            RoomSecret secret, NotebookId notebook, DeviceId device, Bytes agreementKey, RandomGenerator random) {
        var seed = Bytes.random(random, Sealing.SEED_BYTES);
        return Sealing.seal(agreementKey, seed, purpose(notebook, secret.epoch(), device), secret.secret());
    }

    static Parsed<RoomSecret> open(NotebookId notebook, long epoch, Identity self, Bytes sealed) {
        return switch (Sealing.open(self.keys(), purpose(notebook, epoch, self.device()), sealed)) {
            case Malformed<Bytes>(var reason) -> new Malformed<>(reason);
            case Ok<Bytes>(var secret) ->
                secret.size() == RoomSecret.SIZE_BYTES
                        ? new Ok<>(new RoomSecret(secret, epoch))
                        : new Malformed<>("a room secret of a wrong size");
        };
    }

    static Bytes purpose(NotebookId notebook, long epoch, DeviceId device) {
        var number = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
        return Bytes.concat(DOMAIN, notebook.value(), number, device.value());
    }
}
