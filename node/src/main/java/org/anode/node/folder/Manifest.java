package org.anode.node.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anode.schema.Bytes;

/** What a backup holds: a line {@code sha-256 size name} for each file. */
record Manifest(List<Item> items) {
    static final String NAME = "anode-backup-1";

    /** Some hundred thousand files. */
    private static final int BYTES_MAX = 64 << 20;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) ([^\\\\:\\x00-\\x1f]{1,4096})");
    private static final int BUFFER_BYTES = 64 << 10;

    Manifest {
        items = List.copyOf(items);
    }

    record Item(Bytes sha256, long size, String name) {}

    Bytes encode() {
        var text = new StringBuilder();
        for (var item : items) text.append(item.sha256().toHex() + " " + item.size() + " " + item.name() + "\n");
        return Bytes.utf8(text.toString());
    }

    /** Empty if it is not what {@link #encode} writes, or names a place outside. */
    static Optional<Manifest> decode(InputStream in) throws IOException {
        var text = Bytes.wrap(in.readNBytes(BYTES_MAX)).toUtf8();
        var items = new ArrayList<Item>();
        for (var line : text.lines().toList()) {
            var match = LINE.matcher(line);
            if (!match.matches() || !isInside(match.group(3))) return Optional.empty();
            items.add(new Item(Bytes.hex(match.group(1)), Long.parseLong(match.group(2)), match.group(3)));
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(new Manifest(items));
    }

    private static boolean isInside(String name) {
        for (var part : name.split("/", -1)) if (part.isEmpty() || part.equals(".") || part.equals("..")) return false;
        return true;
    }

    /** Copies at most {@code max} bytes and a little more; says what they were. */
    static Item copy(String name, InputStream in, OutputStream out, long max) throws IOException {
        var digest = sha256();
        var buffer = new byte[BUFFER_BYTES];
        long size = 0;
        int read;
        while (size <= max && (read = in.read(buffer)) >= 0) {
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            size += read;
        }
        return new Item(Bytes.wrap(digest.digest()), size, name);
    }

    static OutputStream nowhere() {
        return OutputStream.nullOutputStream();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Collects items while files are copied. */
    static final class Builder {
        private final List<Item> items = new ArrayList<>();

        void add(String name, InputStream in, OutputStream out) throws IOException {
            items.add(copy(name, in, out, Long.MAX_VALUE));
        }

        Manifest build() {
            return new Manifest(items);
        }
    }
}
