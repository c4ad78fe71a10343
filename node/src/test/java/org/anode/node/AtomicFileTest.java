package org.anode.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 20;

    @TempDir
    Path folder;

    @Test
    @DisplayName("writers of one file at the same time: each succeeds, and the file is always one of theirs, whole")
    void atOnce() throws Exception {
        var file = folder.resolve("file");
        var contents = new ArrayList<Bytes>();
        for (int i = 0; i < WRITERS; i++)
            contents.add(Bytes.utf8(String.valueOf((char) ('a' + i)).repeat(1 << 16)));
        AtomicFile.write(file, contents.getFirst());
        var writers = contents.stream()
                .<Callable<Boolean>>map(content -> () -> write(file, content, Set.copyOf(contents)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            for (var done : threads.invokeAll(writers)) assertTrue(done.get(), "a file that nobody wrote");
        }
        assertEquals(List.of(file), files());
    }

    private static boolean write(Path file, Bytes content, Set<Bytes> all) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            AtomicFile.write(file, content);
            if (!all.contains(Bytes.wrap(Files.readAllBytes(file)))) return false;
        }
        return true;
    }

    @Test
    @DisplayName("a name as long as the system allows can be replaced")
    void longName() throws IOException {
        var file = folder.resolve("x".repeat(250));
        AtomicFile.write(file, Bytes.utf8("content"));
        assertEquals("content", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    @DisplayName("a link stays one, and the file it names is replaced")
    void link() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, Bytes.utf8("new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.collect(Collectors.toList());
        }
    }
}
