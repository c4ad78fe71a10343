package org.anode.node.identity;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * A device's identity as a file that may lie anywhere: CBOR {@code ["anode-identity", version, memory in KiB, passes, salt,
 * nonce, sealed, checksum]}, in one encoding. What is sealed, {@code [both secret keys, person, name]}, opens with the
 * passphrase only, and with everything before it unaltered. The checksum, SHA-256 of all before it, tells a damaged file from a
 * wrong passphrase, and protects nothing. Pure; any thread.
 */
public final class IdentityBackup {
    /** Many times what one has: whatever is larger is something else. */
    public static final int FILE_BYTES_MAX = 4096;

    /** Fewer are guessed, whatever each guess costs. */
    public static final int PASSPHRASE_CHARS_MIN = 8;

    /** Nobody remembers more. */
    public static final int PASSPHRASE_CHARS_MAX = 1024;

    /** Salt and nonce. */
    public static final int RANDOM_BYTES = PassphraseKey.SALT_BYTES + PassphraseKey.NONCE_BYTES;

    private static final String MAGIC = "anode-identity";
    private static final long VERSION = 1;
    private static final String NEWER = "newer";
    private static final int FIELDS = 8;
    private static final int FIELDS_SEALED = 3;
    private static final int CHECKSUM_BYTES = 32;

    /** CBOR's header of a byte string (2 bytes here) and the checksum itself. */
    private static final int CHECKSUM_ITEM_BYTES = 2 + CHECKSUM_BYTES;

    private static final Bytes NO_CHECKSUM = Bytes.wrap(new byte[CHECKSUM_BYTES]);
    private static final int SEALED_BYTES_MAX = 1024;

    private IdentityBackup() {}

    /** Why a file gives no identity. */
    public enum Trouble {
        /** It is something else. */
        NO_BACKUP,
        DAMAGED,
        /** Of a later version. */
        NEWER,
        WRONG_PASSPHRASE
    }

    /** What became of {@link #open}. */
    public sealed interface Opened {
        record Found(Identity identity) implements Opened {}

        record Failed(Trouble trouble) implements Opened {}
    }

    private record Head(PassphraseKey.Cost cost, Bytes salt, Bytes nonce) {}

    private record File(Head head, Bytes sealed, Bytes checksum) {}

    /**
     * Takes {@link PassphraseKey.Cost#USUAL}.
     *
     * @param random {@link #RANDOM_BYTES} fresh bytes from a secure random source
     */
    public static Bytes seal(Identity identity, String passphrase, Bytes random) {
        return seal(identity, passphrase, random, PassphraseKey.Cost.USUAL);
    }

    static Bytes seal(Identity identity, String passphrase, Bytes random, PassphraseKey.Cost cost) {
        var salt = random.slice(0, PassphraseKey.SALT_BYTES);
        var head = new Head(cost, salt, random.slice(PassphraseKey.SALT_BYTES, RANDOM_BYTES));
        var sealed = PassphraseKey.of(passphrase, salt, cost).seal(head.nonce, beside(head), plain(identity));
        return encode(new File(head, sealed, checksum(head, sealed)));
    }

    private static Bytes plain(Identity identity) {
        return CborWriter.array(
                FIELDS_SEALED,
                out -> out.bytes(identity.keys().secret())
                        .bytes(identity.person().value())
                        .text(identity.deviceName()));
    }

    /** What the seal holds against changes. */
    private static Bytes beside(Head head) {
        return CborWriter.array(FIELDS - 2, out -> write(out, head));
    }

    private static Bytes checksum(Head head, Bytes sealed) {
        var encoded = encode(new File(head, sealed, NO_CHECKSUM));
        return encoded.slice(0, encoded.size() - CHECKSUM_ITEM_BYTES).sha256();
    }

    private static Bytes encode(File file) {
        return CborWriter.array(
                FIELDS, out -> write(out, file.head).bytes(file.sealed).bytes(file.checksum));
    }

    private static CborWriter write(CborWriter out, Head head) {
        return out.text(MAGIC)
                .number(VERSION)
                .number(head.cost.memoryKiB())
                .number(head.cost.passes())
                .bytes(head.salt)
                .bytes(head.nonce);
    }

    /** Takes the memory that the file names, within {@link PassphraseKey.Cost}, once the file was found whole (R13). */
    public static Opened open(Bytes encoded, String passphrase) {
        if (encoded.size() > FILE_BYTES_MAX) return new Opened.Failed(Trouble.NO_BACKUP);
        return switch (CborReader.parse(encoded, in -> read(in, encoded))) {
            case Malformed<File>(var reason) -> new Opened.Failed(trouble(encoded, reason));
            case Ok<File>(var file) -> open(file, passphrase);
        };
    }

    private static File read(CborReader in, Bytes encoded) {
        require(in.text(MAGIC.length()).equals(MAGIC), "something else");
        require(in.number(Long.MAX_VALUE) == VERSION, NEWER);
        var cost = new PassphraseKey.Cost((int) in.number(Integer.MAX_VALUE), (int) in.number(Integer.MAX_VALUE));
        var head = new Head(cost, in.bytes(PassphraseKey.SALT_BYTES), in.bytes(PassphraseKey.NONCE_BYTES));
        var file = new File(head, in.bytesUpTo(SEALED_BYTES_MAX), in.bytes(CHECKSUM_BYTES));
        require(encode(file).equals(encoded), "not in the one encoding");
        require(checksum(head, file.sealed).equals(file.checksum), "a wrong checksum");
        return file;
    }

    private static Trouble trouble(Bytes encoded, String reason) {
        if (reason.equals(NEWER)) return Trouble.NEWER;
        boolean isOurs = encoded.size() > 0 && encoded.slice(1, encoded.size()).startsWith(magic());
        return isOurs ? Trouble.DAMAGED : Trouble.NO_BACKUP;
    }

    /** As it stands behind the first byte, which tells how many items there are. */
    private static Bytes magic() {
        var encoded = CborWriter.array(1, out -> out.text(MAGIC));
        return encoded.slice(1, encoded.size());
    }

    private static Opened open(File file, String passphrase) {
        var key = PassphraseKey.of(passphrase, file.head.salt, file.head.cost);
        return key.open(file.head.nonce, beside(file.head), file.sealed)
                .map(IdentityBackup::opened)
                .orElse(new Opened.Failed(Trouble.WRONG_PASSPHRASE));
    }

    private static Opened opened(Bytes plain) {
        return switch (CborReader.parse(plain, IdentityBackup::readIdentity)) {
            case Ok<Identity>(var identity) -> new Opened.Found(identity);
            case Malformed<Identity> _ -> new Opened.Failed(Trouble.DAMAGED);
        };
    }

    private static Identity readIdentity(CborReader in) {
        return new Identity(
                DeviceKeys.of(in.bytes(DeviceKeys.SECRET_BYTES)),
                new PersonId(in.bytes(PersonId.SIZE_BYTES)),
                in.text(Identity.NAME_CHARS_MAX));
    }
}
