package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the jars decides whether a peer can end the process. */
class PackedJarIT {
    @TempDir
    private Path directory;

    private static Path packedJar() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), "crdt-schema-*.jar")) {
            return files.iterator().next();
        }
    }

    /** The packed jar and the libraries; the test classes last. */
    private static List<String> classPath(boolean oursFirst) throws Exception {
        var ours = location(NativeLibrary.class);
        var tests = location(Conflicting.class);
        var libraries = new ArrayList<>(ChildJvm.classPath());
        libraries.removeIf(entry -> Set.of(ours, tests).contains(Path.of(entry).toAbsolutePath()));
        libraries.add(oursFirst ? 0 : libraries.size(), packedJar().toString());
        libraries.add(tests.toString());
        return libraries;
    }

    private static Path location(Class<?> of) throws Exception {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    @DisplayName("with the packed jar first, a lost conflict is only a patch")
    void oursFirst() throws Exception {
        var ended = ChildJvm.run(classPath(true), Conflicting.class, directory.toString());
        assertEquals(0, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("survived"), ended.output());
    }

    @Test
    @DisplayName("with automerge.jar first, nothing starts and a sentence says why")
    void theirsFirst() throws Exception {
        var ended = ChildJvm.run(classPath(false), Conflicting.class, directory.toString());
        assertEquals(1, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("put crdt-schema.jar first"), ended.output());
    }
}
