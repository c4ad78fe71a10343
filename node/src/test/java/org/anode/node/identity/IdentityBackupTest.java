package org.anode.node.identity;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.anode.node.identity.IdentityBackup.Opened;
import org.anode.node.identity.IdentityBackup.Trouble;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class IdentityBackupTest {
    /** As little as there can be: the tests are about everything else. */
    private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(PassphraseKey.Cost.MEMORY_KIB_MIN, 1);

    private static final String PASSPHRASE = "a horse and a staple";
    private static final Bytes RANDOM = filled(IdentityBackup.RANDOM_BYTES, 7);
    private static final Bytes FILE = IdentityBackup.seal(ANNA, PASSPHRASE, RANDOM, CHEAP);

    /** What {@link #FILE} hides, and the checksum of all before it. */
    private static final String SEALED = "40f826359e632743551c4d4d9a396a3517c19cc0eddad8c61dc0c333c66eba522ee5c586b7ad"
            + "ceeabf1d2f0563dbc9c636f91ca900b8f89b7bc80e465681a7d7aff1d9c43d23319cf7559dc1"
            + "20017ae779992ddcb52877c7b4c42df4f13bde18534e5018ff12c19e087d267986";

    private static final String CHECKSUM = "310d5dd38876c33ba90fc1e6fc8b0f9f5141c44303d37efe586498b0635c58f6";

    private static void assertTrouble(Trouble trouble, Bytes file) {
        assertEquals(new Opened.Failed(trouble), IdentityBackup.open(file, PASSPHRASE));
    }

    /** What stands in a file before what is sealed. */
    private static Bytes written(String magic, long version, long memoryKiB, long passes) {
        return CborWriter.array(
                8,
                out -> out.text(magic)
                        .number(version)
                        .number(memoryKiB)
                        .number(passes)
                        .bytes(filled(16, 1))
                        .bytes(filled(12, 1))
                        .bytes(filled(130, 1))
                        .bytes(filled(32, 1)));
    }

    @Test
    @DisplayName("R15 an identity comes out with the passphrase as it went in, and nothing of it can be read without")
    void roundTrip() {
        var found = assertInstanceOf(Opened.Found.class, IdentityBackup.open(FILE, PASSPHRASE))
                .identity();
        assertEquals(ANNA.keys().secret(), found.keys().secret());
        assertEquals(ANNA.person(), found.person());
        assertEquals(ANNA.deviceName(), found.deviceName());
        var hex = FILE.toHex();
        assertFalse(hex.contains(ANNA.keys().secret().toHex()));
        assertFalse(hex.contains(ANNA.person().value().toHex()));
        assertFalse(hex.contains(Bytes.utf8(ANNA.deviceName()).toHex()));
    }

    @Test
    @DisplayName("R15 the bytes of a file never change: what was kept years ago opens")
    void golden() {
        assertEquals(
                "88" + "6e" + Bytes.utf8("anode-identity").toHex() + "01" + "08" + "01" + "50" + "07".repeat(16) + "4c"
                        + "07".repeat(12) + "586d" + SEALED + "5820" + CHECKSUM,
                FILE.toHex());
    }

    @Test
    @DisplayName("R15 another passphrase opens nothing, an accent typed another way does")
    void passphrase() {
        for (var wrong : new String[] {"", PASSPHRASE + " ", PASSPHRASE.toUpperCase(java.util.Locale.ROOT)})
            assertEquals(new Opened.Failed(Trouble.WRONG_PASSPHRASE), IdentityBackup.open(FILE, wrong));
        var composed = IdentityBackup.seal(ANNA, "caf\u00e9 au lait", RANDOM, CHEAP);
        assertInstanceOf(Opened.Found.class, IdentityBackup.open(composed, "cafe\u0301 au lait"));
    }

    @Test
    @DisplayName("R15 the usual cost is 64 MiB and three passes, another salt another file")
    void usualCost() {
        var file = IdentityBackup.seal(ANNA, PASSPHRASE, RANDOM);
        assertTrue(file.toHex().contains("1a00010000" + "03" + "50"), file.toHex());
        assertInstanceOf(Opened.Found.class, IdentityBackup.open(file, PASSPHRASE));
        assertNotEquals(FILE, IdentityBackup.seal(ANNA, PASSPHRASE, filled(IdentityBackup.RANDOM_BYTES, 8), CHEAP));
    }

    @Test
    @DisplayName(
            "R15 a cut, changed or longer file is damaged, one of a later version says so, all else is something else")
    void troubles() {
        for (int size = 16; size < FILE.size(); size++) assertTrouble(Trouble.DAMAGED, FILE.slice(0, size));
        for (int at = 18; at < FILE.size(); at++) {
            var changed = FILE.toArray();
            changed[at] ^= 1;
            assertTrouble(Trouble.DAMAGED, Bytes.wrap(changed));
        }
        assertTrouble(Trouble.DAMAGED, Bytes.concat(FILE, filled(1, 0)));
        assertTrouble(Trouble.NEWER, written("anode-identity", 2, 8, 1));
        assertTrouble(
                Trouble.NEWER,
                CborWriter.array(3, out -> out.text("anode-identity").number(9).text("x")));
        assertTrouble(Trouble.NO_BACKUP, Bytes.EMPTY);
        assertTrouble(Trouble.NO_BACKUP, Bytes.utf8("PK\u0003\u0004 a zip file, say"));
        assertTrouble(Trouble.NO_BACKUP, Bytes.concat(FILE, filled(IdentityBackup.FILE_BYTES_MAX, 0)));
    }

    @Test
    @DisplayName("R13 a file that asks for too much memory or time is damaged, and gets none")
    void limits() {
        assertTrouble(Trouble.DAMAGED, written("anode-identity", 1, (256 << 10) + 1, 1));
        assertTrouble(Trouble.DAMAGED, written("anode-identity", 1, Integer.MAX_VALUE, 1));
        assertTrouble(Trouble.DAMAGED, written("anode-identity", 1, 1L << 40, 1));
        assertTrouble(Trouble.DAMAGED, written("anode-identity", 1, 8, 17));
        assertTrouble(Trouble.DAMAGED, written("anode-identity", 1, 8, 0));
        assertTrouble(Trouble.DAMAGED, written("anode-identity", 1, 7, 1));
    }

    @Test
    @DisplayName("R13 random and changed bytes are a value, never an exception")
    void fuzz() {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            var bytes = FILE.toArray();
            for (int i = random.nextInt(4); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var cut = Bytes.wrap(bytes).slice(0, random.nextInt(bytes.length));
            assertInstanceOf(Opened.Failed.class, IdentityBackup.open(cut, PASSPHRASE));
        }
        for (int round = 0; round < 5_000; round++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            assertInstanceOf(Opened.Failed.class, IdentityBackup.open(Bytes.wrap(bytes), PASSPHRASE));
        }
    }
}
