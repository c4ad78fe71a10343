package org.anode.node.lan;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a process has in its memory: all that it may write to, heap and buffers alike. Needs Linux and root. */
final class ProcessMemory {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int HEX = 16;

    private final Map<Needle, Set<String>> found = new LinkedHashMap<>();
    private long usedBytes;

    private ProcessMemory(List<Needle> needles) {
        needles.forEach(needle -> found.put(needle, new TreeSet<>()));
    }

    /** As it is while it is read: the process goes on. */
    static ProcessMemory search(long pid, List<Needle> needles) throws IOException {
        var search = new ProcessMemory(needles);
        var process = Path.of("/proc", String.valueOf(pid));
        try (var memory = new RandomAccessFile(process.resolve("mem").toFile(), "r")) {
            for (var mapping : Files.readAllLines(process.resolve("maps"))) search.read(memory, mapping.split("[- ]+"));
        }
        return search;
    }

    /** @param mapping where it begins and ends, and what may be done there */
    private void read(RandomAccessFile memory, String[] mapping) {
        if (!mapping[2].startsWith("rw")) return;
        long end = Long.parseUnsignedLong(mapping[1], HEX);
        var bytes = new byte[CHUNK_BYTES + Needle.FORM_BYTES_MAX];
        for (long at = Long.parseUnsignedLong(mapping[0], HEX); at < end; at += CHUNK_BYTES) {
            int size = (int) Math.min(bytes.length, end - at);
            if (isRead(memory, at, bytes, size)) search(Arrays.copyOf(bytes, size));
        }
    }

    /** What was given back meanwhile has nothing. */
    private static boolean isRead(RandomAccessFile memory, long at, byte[] bytes, int size) {
        try {
            memory.seek(at);
            memory.readFully(bytes, 0, size);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void search(byte[] bytes) {
        if (Arrays.equals(bytes, new byte[bytes.length])) return; // never written to
        usedBytes += Math.min(bytes.length, CHUNK_BYTES);
        found.forEach((needle, forms) -> forms.addAll(needle.in(bytes)));
    }

    /** The forms in which it stands there. */
    Set<String> of(Needle needle) {
        return found.getOrDefault(needle, Set.of());
    }

    /** How much was searched that is not empty. */
    long usedBytes() {
        return usedBytes;
    }
}
