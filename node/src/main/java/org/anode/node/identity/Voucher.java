package org.anode.node.identity;

import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/**
 * A device's word that another one is the same person's. It says nothing to who does not know the device that gave it.
 *
 * @param deviceKey Ed25519, of the device that vouches
 * @param signature of it
 */
public record Voucher(Bytes deviceKey, Bytes signature) {
    private static final Bytes DOMAIN = Bytes.utf8("anode-person-1");

    /** @param other Ed25519 key of the device that is vouched for */
    public static Voucher by(DeviceKeys keys, PersonId person, Bytes other) {
        return new Voucher(keys.publicKey(), keys.sign(signedPart(person, other)));
    }

    /** Whether it is about this person and this device. */
    public boolean isFor(PersonId person, Bytes other) {
        return Signatures.verify(deviceKey, signedPart(person, other), signature);
    }

    /** Both of fixed length. */
    private static Bytes signedPart(PersonId person, Bytes other) {
        return Bytes.concat(DOMAIN, person.value(), other);
    }

    /** Who vouches. */
    public DeviceId device() {
        return new DeviceId(deviceKey.sha256());
    }
}
