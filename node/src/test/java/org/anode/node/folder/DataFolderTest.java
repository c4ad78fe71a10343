package org.anode.node.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.node.NodeFailure;
import org.anode.node.identity.IdentityFile;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
    @TempDir
    Path temp;

    @Test
    void a_folder_in_use_is_refused_naming_the_process() {
        try (var _ = DataFolder.open(temp.resolve("data"))) {
            var failure = assertThrows(NodeFailure.class, () -> DataFolder.open(temp.resolve("data")));
            var process = "(process " + ProcessHandle.current().pid() + ")";
            assertTrue(failure.sentence().contains(process), failure.sentence());
        }
        DataFolder.open(temp.resolve("data")).close();
    }

    @Test
    @DisplayName("R15 folders are 0700, files 0600")
    void modes() throws IOException {
        assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("posix"));
        var root = temp.resolve("data");
        Files.createDirectory(root, permissions("rwxr-xr-x"));
        try (var folder = DataFolder.open(root)) {
            folder.publish(NodeAddress.here(1, "token"));
            IdentityFile.openOrCreate(folder);
            assertEquals("rwx------", mode(root));
            assertEquals("rwx------", mode(folder.identity()));
            for (var file : FileTree.files(root)) assertEquals("rw-------", mode(file), file.toString());
        }
    }

    @Test
    @DisplayName("SY-5 a copied folder is elsewhere until it is settled, a renamed one is not, nor is a restored one")
    void places() throws IOException {
        assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("unix"));
        var root = temp.resolve("data");
        assertFalse(elsewhere(root));
        var copy = Files.createDirectory(temp.resolve("copy"));
        Files.copy(root.resolve(FolderPlace.FILE), copy.resolve(FolderPlace.FILE));
        assertTrue(elsewhere(copy));
        assertTrue(elsewhere(copy), "until it is settled");
        var moved = Files.move(root, temp.resolve("moved"));
        assertFalse(elsewhere(moved));
        try (var folder = DataFolder.open(copy)) {
            assertFalse(folder.filesToBackUp().containsKey(FolderPlace.FILE), "a backup is restored anywhere");
            folder.settleHere();
        }
        assertFalse(elsewhere(copy));
    }

    private static boolean elsewhere(Path root) {
        try (var folder = DataFolder.open(root)) {
            return folder.isElsewhere();
        }
    }

    private static java.nio.file.attribute.FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void the_identity_is_made_once_and_kept() {
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            var first = IdentityFile.openOrCreate(folder);
            var again = IdentityFile.openOrCreate(folder);
            assertEquals(first.device(), again.device());
            assertEquals(first.keys().agreementKey(), again.keys().agreementKey());
            assertEquals(first.person(), again.person());
            assertEquals(first.deviceName(), again.deviceName());
        }
    }

    @Test
    void a_damaged_identity_is_never_replaced() throws IOException {
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            IdentityFile.openOrCreate(folder);
            var file = folder.identity().resolve("device.cbor");
            var content = Bytes.wrap(Files.readAllBytes(file));
            Files.write(file, content.slice(0, 40).toArray());
            var failure = assertThrows(NodeFailure.class, () -> IdentityFile.openOrCreate(folder));
            assertTrue(failure.sentence().contains("restore the file from a backup"), failure.sentence());
            assertEquals(40, Files.size(file));
        }
    }

    @Test
    void the_address_is_there_while_the_node_runs() {
        var root = temp.resolve("data");
        assertEquals(Optional.empty(), DataFolder.running(root));
        try (var folder = DataFolder.open(root)) {
            assertEquals(Optional.empty(), DataFolder.running(root));
            var address = NodeAddress.here(4711, "secret");
            folder.publish(address);
            assertEquals(Optional.of(address), DataFolder.running(root));
            var moved = NodeAddress.here(4712, "secret");
            folder.publish(moved);
            assertEquals(Optional.of(moved), DataFolder.running(root));
        }
        assertEquals(Optional.empty(), DataFolder.running(root));
    }

    @Test
    void a_stale_or_damaged_address_counts_as_none() throws IOException {
        var root = temp.resolve("data");
        try (var folder = DataFolder.open(root)) {
            var here = NodeAddress.here(1, "t");
            folder.publish(new NodeAddress(1, "t", here.pid(), here.startedAtMillis() - 5000));
            assertEquals(Optional.empty(), DataFolder.running(root));
            for (var text : List.of("", "{", "null", "[]", "{}", "{\"port\":\"x\"}", "\0\0")) {
                Files.writeString(root.resolve("node.json"), text);
                assertEquals(Optional.empty(), DataFolder.running(root), text);
            }
        }
        PrivateFiles.write(
                root.resolve("node.json"),
                NodeAddress.here(1, "left by a crash").encode());
        DataFolder.open(root).close();
        assertEquals(Optional.empty(), DataFolder.running(root));
    }

    @Test
    @DisplayName("SY-9 a newer format is refused in one sentence, nothing is touched")
    void a_newer_format_is_refused() throws IOException {
        DataFolder.open(temp).close();
        Files.writeString(temp.resolve("format"), "2\n");
        var failure = assertThrows(NodeFailure.class, () -> DataFolder.open(temp));
        assertTrue(failure.sentence().contains("newer Anode (format 2, this one knows 1)"), failure.sentence());
        assertEquals("2\n", Files.readString(temp.resolve("format")));
        Files.writeString(temp.resolve("format"), "1\n");
        DataFolder.open(temp).close();
    }

    @Test
    @DisplayName("SY-9 an older format is upgraded step by step, a copy is kept")
    void an_older_format_is_upgraded() throws IOException {
        DataFolder.open(temp).close();
        var file = Files.createDirectory(temp.resolve("store")).resolve("file");
        Files.writeString(file, "old");
        var steps = new ArrayList<Integer>();
        var upgrades = List.of(
                new FolderFormat.Upgrade(2, root -> {
                    steps.add(2);
                    Files.writeString(root.resolve("store").resolve("file"), "newest");
                }),
                new FolderFormat.Upgrade(1, root -> {
                    steps.add(1);
                    Files.writeString(root.resolve("store").resolve("file"), "newer");
                }));
        DataFolder.open(temp, 3, upgrades).close();
        assertEquals(List.of(1, 2), steps);
        assertEquals("newest", Files.readString(file));
        assertEquals("old", Files.readString(temp.resolve("store-of-format-1").resolve("file")));
        assertEquals("3\n", Files.readString(temp.resolve("format")));
    }

    @Test
    @DisplayName("SY-9 an upgrade that fails is done again from where it was")
    void an_upgrade_that_fails() throws IOException {
        DataFolder.open(temp).close();
        var failing = List.of(new FolderFormat.Upgrade(1, _ -> {
            throw new IOException("No space left on device");
        }));
        var failure = assertThrows(NodeFailure.class, () -> DataFolder.open(temp, 2, failing));
        assertTrue(failure.sentence().contains("is full"), failure.sentence());
        assertEquals("1\n", Files.readString(temp.resolve("format")));
        DataFolder.open(temp, 2, List.of(new FolderFormat.Upgrade(1, _ -> {}))).close();
        assertEquals("2\n", Files.readString(temp.resolve("format")));
    }

    @Test
    void a_store_without_a_format_is_refused() throws IOException {
        Files.createDirectories(temp.resolve("store"));
        assertThrows(NodeFailure.class, () -> DataFolder.open(temp));
        Files.writeString(temp.resolve("format"), "one");
        assertThrows(NodeFailure.class, () -> DataFolder.open(temp));
    }

    @Test
    void a_file_in_its_place_or_no_permission_is_a_sentence() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "");
        var failure = assertThrows(NodeFailure.class, () -> DataFolder.open(file));
        assertTrue(failure.sentence().contains("in the way"), failure.sentence());
        assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("posix"));
        var closed = Files.createDirectory(temp.resolve("closed"), permissions("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "root may write anywhere");
        var refused = assertThrows(NodeFailure.class, () -> DataFolder.open(closed.resolve("data")));
        assertTrue(refused.sentence().contains("may not use"), refused.sentence());
    }

    @Test
    void what_the_disk_says_is_a_sentence() {
        var path = Path.of("/data");
        var full = new java.nio.file.FileSystemException("x", null, "No space left on device");
        assertEquals(
                "The disk that holds /data is full; free some space and try again.", FileTrouble.sentence(path, full));
        var denied = new java.nio.file.AccessDeniedException("x");
        assertTrue(FileTrouble.sentence(path, denied).contains("may not use"));
        assertTrue(FileTrouble.sentence(path, new IOException("odd")).contains("check the disk"));
    }

    @Test
    void every_platform_has_its_place() {
        var home = Path.of("/home/me");
        var linux = PlatformFolders.of(Map.of(), "Linux", home);
        assertEquals(Path.of("/home/me/.local/share/anode"), linux.data());
        assertEquals(Path.of("/home/me/.cache/anode"), linux.cache());
        var xdg = PlatformFolders.of(Map.of("XDG_DATA_HOME", "/x", "XDG_CACHE_HOME", "relative"), "Linux", home);
        assertEquals(Path.of("/x/anode"), xdg.data());
        assertEquals(Path.of("/home/me/.cache/anode"), xdg.cache());
        var mac = PlatformFolders.of(Map.of(), "Mac OS X", home);
        assertEquals(Path.of("/home/me/Library/Application Support/Anode"), mac.data());
        var own = PlatformFolders.of(Map.of("ANODE_HOME", "/data"), "Mac OS X", home);
        assertEquals(Path.of("/data"), own.data());
        var windows = PlatformFolders.of(Map.of("LOCALAPPDATA", "/local"), "Windows 11", home);
        assertEquals(Path.of("/local/Anode/Data"), windows.data());
        assertFalse(windows.cache().startsWith(windows.data()));
    }
}
