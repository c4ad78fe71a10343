package org.automerge;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The members of automerge-java that are closed to other packages and that the engine needs. */
public final class Opened {
    private Opened() {}

    /** @throws IllegalStateException if automerge.jar comes before our classes on the class path */
    public static void provePatched() {
        try {
            var _ = Class.forName("org.automerge.PatchAction$FlagConflict")
                    .getDeclaredConstructor(Prop.class, long.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The class path names automerge.jar before crdt-schema.jar; put crdt-schema.jar first.", e);
        }
    }

    /** Loads the native library from {@code file} instead of unpacking one for this process. */
    @SuppressWarnings("restricted") // loading native code is this method's purpose
    public static void load(Path file) {
        System.load(file.toAbsolutePath().toString());
        LoadLibrary.loaded = true;
        var found = AutomergeSys.rustLibVersion();
        var expected = BuildInfo.getExpectedRustLibVersion();
        if (!found.equals(expected))
            throw new IllegalStateException(file + " is version " + found + " of the Automerge library, not " + expected
                    + "; delete the file and start again.");
    }

    /** The version of the native library that the jar's classes expect. */
    public static String nativeVersion() {
        return BuildInfo.getExpectedRustLibVersion();
    }

    /** Why the bytes were refused; empty if they were not, which does not yet mean that they were applied. */
    public static Optional<String> apply(Document document, byte[] bytes) {
        try {
            document.applyEncodedChanges(bytes);
            return Optional.empty();
        } catch (AutomergeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The library's own form of a change's hash. */
    public static ChangeHash hash(byte[] bytes) {
        return new ChangeHash(bytes);
    }

    /** All values of a map key that are not overwritten by one another. */
    public static Collection<AmValue> all(Read document, ObjectId map, String key) {
        return document.getAll(map, key).map(Conflicts::values).orElse(List.of());
    }
}
