package org.anode.node.lan;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link Sniffer} wrote: its frames, and what each side of each TCP connection said, put together. */
final class Traffic {
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4 = 0x0800;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int UDP_BYTES = 8;

    private final List<byte[]> frames = new ArrayList<>();
    private final Map<String, Map<Integer, byte[]>> streams = new LinkedHashMap<>();
    private final Map<String, Integer> firsts = new LinkedHashMap<>();
    private final List<byte[]> datagrams = new ArrayList<>();

    static Traffic in(Path file) throws IOException {
        var traffic = new Traffic();
        try (var in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            while (true) traffic.take(in.readNBytes(in.readInt()));
        } catch (EOFException _) {
            return traffic;
        }
    }

    private void take(byte[] frame) {
        frames.add(frame);
        var bytes = ByteBuffer.wrap(frame);
        if (frame.length < ETHERNET_BYTES + 20 || (bytes.getShort(12) & 0xffff) != IPV4) return;
        int ip = ETHERNET_BYTES;
        int head = (frame[ip] & 0xf) * 4;
        int end = Math.min(frame.length, ip + (bytes.getShort(ip + 2) & 0xffff));
        int inner = ip + head;
        if (frame[ip + 9] == UDP && end >= inner + UDP_BYTES)
            datagrams.add(Arrays.copyOfRange(frame, inner + UDP_BYTES, end));
        if (frame[ip + 9] != TCP || end < inner + 20) return;
        int payload = inner + ((frame[inner + 12] >> 4) & 0xf) * 4;
        if (payload >= end) return;
        var connection = HexFormat.of().formatHex(frame, ip + 12, ip + 20)
                + HexFormat.of().formatHex(frame, inner, inner + 4);
        var stream = streams.computeIfAbsent(connection, _ -> new TreeMap<>());
        // Relative to the first, so that numbers that begin anew do no harm.
        int number = bytes.getInt(inner + 4);
        int first = stream.isEmpty() ? number : firsts.get(connection);
        firsts.putIfAbsent(connection, first);
        stream.merge(
                number - first,
                Arrays.copyOfRange(frame, payload, end),
                (known, again) -> known.length >= again.length ? known : again);
    }

    /** Payloads: of each connection one, and the datagrams. */
    List<byte[]> said() {
        var all = new ArrayList<>(datagrams);
        streams.values().forEach(stream -> all.add(together(stream)));
        return all;
    }

    /** In the order of their numbers. */
    private static byte[] together(Map<Integer, byte[]> stream) {
        var out = new ByteArrayOutputStream();
        long at = Long.MIN_VALUE;
        for (var part : stream.entrySet()) {
            long skip = Math.max(0, at - part.getKey());
            var bytes = part.getValue();
            if (skip < bytes.length) out.write(bytes, (int) skip, bytes.length - (int) skip);
            at = Math.max(at, (long) part.getKey() + bytes.length);
        }
        return out.toByteArray();
    }

    int frameCount() {
        return frames.size();
    }

    /** Of connections. */
    long streamBytes() {
        return streams.values().stream()
                .flatMap(stream -> stream.values().stream())
                .mapToLong(part -> part.length)
                .sum();
    }

    /** The forms in which each stands anywhere, as it was sent. */
    Map<Needle, Set<String>> plain(List<Needle> needles) {
        var found = new LinkedHashMap<Needle, Set<String>>();
        for (var needle : needles) {
            var forms = new TreeSet<String>();
            frames.forEach(frame -> forms.addAll(needle.in(frame)));
            said().forEach(said -> forms.addAll(needle.in(said)));
            found.put(needle, forms);
        }
        return found;
    }

    /** The forms in which clients of WebSockets said each. */
    Map<Needle, Set<String>> masked(List<Needle> needles) {
        var found = new LinkedHashMap<Needle, Set<String>>();
        for (var needle : needles) {
            var forms = new TreeSet<String>();
            said().forEach(said -> forms.addAll(needle.masked(said)));
            found.put(needle, forms);
        }
        return found;
    }

    /** How often each comes out where something is inflated. */
    Map<Needle, Integer> inflated(List<Needle> needles) {
        var found = new LinkedHashMap<Needle, Integer>();
        needles.forEach(needle -> found.put(needle, 0));
        int left = Needle.INFLATED_OFFSETS_MAX;
        for (var said : said()) {
            var tried = Arrays.copyOf(said, Math.min(said.length, left));
            left -= tried.length;
            Needle.inflate(tried, inflated -> {
                for (var needle : needles) if (!needle.in(inflated).isEmpty()) found.merge(needle, 1, Integer::sum);
            });
        }
        return found;
    }
}
