package org.anode.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PrivateFiles;
import org.anode.node.identity.Renewal.Note;
import org.anode.node.identity.Renewal.Reason;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenewalTest {
    private static final String NAME = "Anna’s laptop (2)";

    @TempDir
    Path temp;

    private DataFolder folder;
    private Identity before;

    @BeforeEach
    void open() {
        folder = DataFolder.open(temp.resolve("data"));
        before = IdentityFile.openOrCreate(folder);
        DeviceName.keptIn(folder, before).set("Anna’s laptop");
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private Path file(String name) {
        return folder.identity().resolve(name);
    }

    private Identity now() {
        return IdentityFile.openOrCreate(folder);
    }

    private void assertRenewed() {
        var now = now();
        assertNotEquals(before.device(), now.device());
        assertNotEquals(before.keys().agreementKey(), now.keys().agreementKey());
        assertEquals(before.person(), now.person());
        assertEquals(NAME, DeviceName.keptIn(folder, now).get());
        assertEquals(List.of(before.device()), IdentityFile.formers(folder).devices());
        assertEquals(Optional.empty(), new Renewal(folder).settle(), "it is done");
        assertEquals(now.device(), now().device());
    }

    @Test
    @DisplayName("SY-5 without a note nothing changes; with one the device is another, and knows which it was")
    void renews() {
        assertEquals(Optional.empty(), new Renewal(folder).settle());
        assertEquals(before.device(), now().device());
        assertEquals(Formers.NONE, IdentityFile.formers(folder));
        new Renewal(folder).note(new Note(before.device(), NAME, Reason.COPIED));
        assertEquals(before.device(), now().device(), "not before the next start");
        assertEquals(Optional.of(before.device()), new Renewal(folder).settle().map(Note::from));
        assertRenewed();
    }

    @Test
    @DisplayName(
            "SY-5 wherever the change of keys is cut off, the next start brings it to its end, with one new device")
    void cutOff() throws IOException {
        new Renewal(folder).note(new Note(before.device(), NAME, Reason.COPIED));
        var old = copy(file("device.cbor"));
        var oldName = copy(file("name"));
        var note = copy(file("renew"));
        new Renewal(folder).settle();
        var kept = file("former").resolve(before.device().toString());
        var after = now().device();
        for (int done = 0; done <= 3; done++) {
            put(note, file("renew"));
            if (done < 3) put(oldName, file("name"));
            if (done < 2) put(old, file("device.cbor"));
            if (done < 1) Files.deleteIfExists(kept);
            PrivateFiles.write(kept.resolveSibling(kept.getFileName() + ".new"), Bytes.utf8("half"));
            assertEquals(
                    Optional.of(before.device()), new Renewal(folder).settle().map(Note::from));
            assertRenewed();
            if (done >= 2) assertEquals(after, now().device(), "what was changed is not changed again");
            after = now().device();
        }
    }

    private Path copy(Path file) throws IOException {
        return Files.copy(file, temp.resolve(file.getFileName()));
    }

    private static void put(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @DisplayName("R15 keys that are changed leave the device its name, and nobody goes on with the former ones")
    void replaced() {
        new Renewal(folder).note(new Note(before.device(), NAME, Reason.REPLACED));
        assertEquals(Optional.of(Reason.REPLACED), new Renewal(folder).settle().map(Note::reason));
        assertRenewed();
        var formers = IdentityFile.formers(folder);
        assertEquals(Optional.empty(), formers.copy(before.device()));
        assertEquals(
                List.of(before.device()),
                formers.replaced().stream().map(DeviceKeys::device).toList());
        Restoration.restore(folder, before);
        assertFalse(IdentityFile.formers(folder).devices().contains(before.device()), "taken back from a backup");
    }

    @Test
    @DisplayName("a device that was two others knows both; a damaged note changes nothing")
    void again() {
        new Renewal(folder).note(new Note(before.device(), NAME, Reason.COPIED));
        new Renewal(folder).settle();
        var second = now();
        new Renewal(folder).note(new Note(second.device(), "third", Reason.COPIED));
        new Renewal(folder).settle();
        assertEquals(
                Set.of(before.device(), second.device()),
                Set.copyOf(IdentityFile.formers(folder).devices()));
        assertEquals(
                Optional.of(before.keys().publicKey()),
                IdentityFile.formers(folder).copy(before.device()).map(DeviceKeys::publicKey));
        PrivateFiles.write(file("renew"), Bytes.utf8("no note"));
        var third = now().device();
        assertEquals(Optional.empty(), new Renewal(folder).settle());
        assertEquals(third, now().device());
    }

    @Test
    @DisplayName("R15 former keys are 0600")
    void modes() throws IOException {
        new Renewal(folder).note(new Note(before.device(), NAME, Reason.COPIED));
        assertEquals("rw-------", mode(file("renew")));
        new Renewal(folder).settle();
        assertEquals("rwx------", mode(file("former")));
        assertEquals("rw-------", mode(file("former").resolve(before.device().toString())));
        assertFalse(Files.exists(file("renew")));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @DisplayName("another name is the next number that is free, and fits")
    void names() {
        assertEquals("Anna (2)", DeviceName.another("Anna", List.of()));
        assertEquals("Anna (3)", DeviceName.another("Anna", List.of("Anna (2)", "Bela")));
        assertEquals("Anna (3)", DeviceName.another("Anna (2)", List.of()));
        var longest = "x".repeat(Identity.NAME_CHARS_MAX);
        var another = DeviceName.another(longest, List.of());
        assertEquals(Identity.NAME_CHARS_MAX, another.length());
        assertTrue(another.endsWith("x (2)"));
    }
}
