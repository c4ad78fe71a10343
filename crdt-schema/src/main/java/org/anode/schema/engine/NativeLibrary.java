package org.anode.schema.engine;

import java.nio.file.Path;

/**
 * The native code of automerge-java. The one class of this module that does I/O: it unpacks the library once per user
 * instead of once per process, and picks the one the jar holds but never selects (Linux on ARM).
 */
public final class NativeLibrary {
    private NativeLibrary() {}

    /**
     * Unpacks the library into {@code directory} unless it is there, loads it and proves that it works. Call once, before
     * the first document; later calls do nothing. Without it the first document unpacks into a temporary folder.
     *
     * @throws IllegalStateException with a sentence for the user: platform, class path order, disk
     */
    public static void load(Path directory) {
        org.automerge.Opened.provePatched();
        org.automerge.Opened.load(directory);
    }
}
