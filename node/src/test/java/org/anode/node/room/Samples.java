package org.anode.node.room;

import java.util.Arrays;
import java.util.Random;
import org.anode.node.identity.DeviceKeys;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/** Keys and bytes that are the same in every run. */
final class Samples {
    static final RoomSecret SECRET = new RoomSecret(filled(RoomSecret.SIZE_BYTES, 1), 5);
    static final Bytes CONTEXT = Bytes.utf8("a notebook");

    private Samples() {}

    static Bytes filled(int size, int value) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }

    static DeviceKeys keys(int number) {
        return DeviceKeys.of(filled(DeviceKeys.SECRET_BYTES, number));
    }

    /** Of one device; {@code session} tells its sessions apart. */
    static Self self(int device, int session) {
        return new Self(SECRET, CONTEXT, keys(device), filled(16, session), filled(32, 100 + session));
    }

    static Bytes random(Random random, int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    static <T> T ok(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(var value) -> value;
            case Parsed.Malformed<T>(var reason) -> throw new AssertionError(reason);
        };
    }
}
