package org.anode.node.identity;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PrivateFiles;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestorationTest {
    @TempDir
    Path temp;

    private DataFolder folder;

    @BeforeEach
    void open() {
        folder = DataFolder.open(temp.resolve("data"));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private Identity now() {
        return IdentityFile.openOrCreate(folder);
    }

    @Test
    @DisplayName("R15 an empty data folder becomes that of the device, with its person and its name, 0600")
    void intoAnEmptyOne() throws IOException {
        assertEquals(Optional.empty(), IdentityFile.peek(folder.root()));
        assertEquals(Optional.empty(), Restoration.restore(folder, ANNA));
        assertEquals(ANNA.device(), now().device());
        assertEquals(ANNA.person(), now().person());
        assertEquals(ANNA.deviceName(), DeviceName.keptIn(folder, now()).get());
        assertEquals(Formers.NONE, IdentityFile.formers(folder));
        var file = folder.identity().resolve("device.cbor");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    @DisplayName("R15 what the device was stays one that it was, and can be restored in turn")
    void overAnother() {
        var before = now();
        DeviceName.keptIn(folder, before).set("Named by hand");
        assertEquals(
                "Named by hand", IdentityFile.peek(folder.root()).orElseThrow().deviceName());
        assertEquals(Optional.of(before.device()), Restoration.restore(folder, ANNA));
        assertEquals(ANNA.device(), now().device());
        assertEquals(ANNA.deviceName(), DeviceName.keptIn(folder, now()).get());
        assertEquals(List.of(before.device()), IdentityFile.formers(folder).devices());
        assertEquals(Optional.empty(), Restoration.restore(folder, ANNA), "again does nothing");
        assertEquals(Optional.of(ANNA.device()), Restoration.restore(folder, before));
        assertEquals(List.of(ANNA.device()), IdentityFile.formers(folder).devices());
    }

    @Test
    @DisplayName("R15 a damaged key file is no obstacle")
    void overADamagedOne() {
        var before = now();
        PrivateFiles.write(folder.identity().resolve("device.cbor"), Bytes.utf8("nothing"));
        assertEquals(Optional.empty(), Restoration.restore(folder, BELA));
        assertEquals(BELA.device(), now().device());
        assertNotEquals(before.device(), now().device());
    }

    @Test
    @DisplayName("R15 another owner is kept on the disk, with the same keys")
    void owner() {
        var before = now();
        before.owner().become(ANNA.person());
        assertEquals(ANNA.person(), before.person(), "at once");
        assertEquals(ANNA.person(), now().person(), "and after a start");
        assertEquals(before.device(), now().device());
        assertTrue(Files.exists(folder.identity().resolve("device.cbor")));
    }
}
