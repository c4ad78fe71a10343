package org.anode.node.lan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A text that must not be seen, in every form in which it could be. */
final class Needle {
    /** Nobody writes so much by chance. */
    private static final int CHARACTERS = 40;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int BASE64_GROUP = 3;
    private static final int MASK_BYTES = 4;

    /** No form is longer. */
    static final int FORM_BYTES_MAX = 4 * CHARACTERS;

    /** One attempt to inflate; a message of a change is far shorter. */
    private static final int INFLATE_BYTES_MAX = 64 << 10;

    /** What is tried at all: each offset of so many bytes. */
    static final int INFLATED_OFFSETS_MAX = 6 << 20;

    private final String text;
    private final Map<String, String> forms = new LinkedHashMap<>();

    private Needle(String text) {
        this.text = text;
        form("UTF-8", text.getBytes(UTF_8));
        form("UTF-16LE", text.getBytes(UTF_16LE));
        form("UTF-16BE", text.getBytes(UTF_16BE));
        for (int shift = 0; shift < BASE64_GROUP; shift++) form("base64 + " + shift, base64(shift));
        form("hex", HexFormat.of().formatHex(text.getBytes(UTF_8)).getBytes(UTF_8));
        form(
                "HEX",
                HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8)).getBytes(UTF_8));
    }

    static Needle random() {
        return new Needle(new SecureRandom()
                .ints(CHARACTERS, 0, ALPHABET.length())
                .mapToObj(n -> String.valueOf(ALPHABET.charAt(n)))
                .collect(Collectors.joining()));
    }

    private void form(String name, byte[] bytes) {
        forms.put(name, new String(bytes, ISO_8859_1));
    }

    /** What does not depend on what stands before and behind, if {@code shift} bytes stand before in its group. */
    private byte[] base64(int shift) {
        var padded = "\0".repeat(shift) + text;
        var encoded = Base64.getEncoder().withoutPadding().encodeToString(padded.getBytes(UTF_8));
        int from = shift == 0 ? 0 : 4;
        int to = padded.length() / BASE64_GROUP * 4;
        return encoded.substring(from, to).getBytes(UTF_8);
    }

    String text() {
        return text;
    }

    /** As somebody would send it who hides nothing: all forms one after the other, and deflated ones. */
    static byte[] deflated(byte[] bytes, boolean raw) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
        deflater.setInput(bytes);
        deflater.finish();
        var out = new byte[bytes.length + 100];
        int size = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, size);
    }

    Map<String, byte[]> sendable() {
        var all = new LinkedHashMap<String, byte[]>();
        forms.forEach((name, form) -> all.put(name, form.getBytes(ISO_8859_1)));
        var plain = ("some words before " + text).getBytes(UTF_8);
        all.put("deflate", deflated(plain, true));
        all.put("zlib", deflated(plain, false));
        return all;
    }

    /** @return the forms in which it stands there */
    Set<String> in(byte[] bytes) {
        return in(new String(bytes, ISO_8859_1));
    }

    private Set<String> in(String bytes) {
        return forms.entrySet().stream()
                .filter(form -> bytes.contains(form.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * As {@link #in}, in what a client of WebSockets said. It masks each frame with four bytes of its own, in turn, which
     * leaves as it is what tells a byte from the fourth one after it.
     */
    Set<String> masked(byte[] bytes) {
        var steps = steps(bytes);
        return forms.entrySet().stream()
                .filter(form -> steps.contains(steps(form.getValue().getBytes(ISO_8859_1))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String steps(byte[] bytes) {
        var steps = new byte[Math.max(0, bytes.length - MASK_BYTES)];
        for (int n = 0; n < steps.length; n++) steps[n] = (byte) (bytes[n] ^ bytes[n + MASK_BYTES]);
        return new String(steps, ISO_8859_1);
    }

    /** What some stretch of the bytes inflates to, from any offset on; zlib's and gzip's heads stand before a raw one. */
    static void inflate(byte[] bytes, java.util.function.Consumer<byte[]> each) {
        var inflater = new Inflater(true);
        var out = new byte[INFLATE_BYTES_MAX];
        for (int offset = 0; offset < bytes.length; offset++) {
            inflater.reset();
            inflater.setInput(bytes, offset, Math.min(bytes.length - offset, INFLATE_BYTES_MAX));
            int size = inflate(inflater, out);
            if (size >= CHARACTERS) each.accept(java.util.Arrays.copyOf(out, size));
        }
        inflater.end();
    }

    private static int inflate(Inflater inflater, byte[] out) {
        int size = 0;
        try {
            while (size < out.length && !inflater.finished()) {
                int more = inflater.inflate(out, size, Math.min(512, out.length - size));
                if (more == 0) return size;
                size += more;
            }
        } catch (DataFormatException _) {
            // so far it could be inflated
        }
        return size;
    }
}
