package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Signatures;
import org.anode.node.identity.Voucher;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * Another device of this one's person.
 *
 * @param deviceKey    Ed25519
 * @param agreementKey X25519
 * @param name         for people
 * @param voucher      its word for this device
 */
public record PairedDevice(Bytes deviceKey, Bytes agreementKey, String name, Voucher voucher) {
    private static final long VERSION = 1;
    private static final int FIELDS = 5;

    public DeviceId device() {
        return new DeviceId(deviceKey.sha256());
    }

    /** As it is kept. */
    public Bytes encode() {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .bytes(deviceKey)
                        .bytes(agreementKey)
                        .text(name)
                        .bytes(voucher.signature()));
    }

    public static Parsed<PairedDevice> decode(Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            require(in.number(Long.MAX_VALUE) == VERSION, "unknown version");
            var key = in.bytes(Signatures.PUBLIC_KEY_BYTES);
            return new PairedDevice(
                    key,
                    in.bytes(DeviceKeys.AGREEMENT_KEY_BYTES),
                    in.text(Identity.NAME_CHARS_MAX),
                    new Voucher(key, in.bytes(Signatures.SIGNATURE_BYTES)));
        });
    }
}
