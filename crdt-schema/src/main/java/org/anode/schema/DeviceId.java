package org.anode.schema;

/** A device: SHA-256 of its Ed25519 public key. Text form: base32. */
public record DeviceId(Bytes value) implements Comparable<DeviceId> {
    public static final int SIZE_BYTES = 32;

    public DeviceId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("DeviceId of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static DeviceId parse(String text) {
        return new DeviceId(Bytes.wrap(Base32.decode(text)));
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toBase32();
    }
}
