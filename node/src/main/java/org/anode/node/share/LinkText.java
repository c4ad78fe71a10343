package org.anode.node.share;

import java.util.Base64;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;

/**
 * Links as text: what they begin with, as {@code anode://join/}, then {@code <base64url>#<base64url of the secret>}. The secret
 * stands behind the {@code #} because browsers and servers do not pass that part on. What is wrong is said in sentences for
 * people.
 */
final class LinkText {
    private static final String BEGIN = "anode://join/";

    /** Every link that can be made is shorter, and nobody pastes a book. */
    private static final int CHARS_MAX = 16_384;

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARS = 43;

    private static final String CUT_OFF = "The link is cut off; copy all of it, to its last character.";
    private static final String ALTERED = "The link was altered on its way; ask for it to be sent again.";
    private static final String NEWER = "The link was made by a newer Anode; update this one, then try again.";

    private LinkText() {}

    /** What a link holds, not yet looked at. */
    record Parts(Bytes encoded, Bytes secret) {}

    static String of(InviteLink link) {
        return of(BEGIN, LinkCodec.encode(link), link.joinSecret());
    }

    static String of(String begin, Bytes encoded, Bytes secret) {
        return begin + base64(encoded) + "#" + base64(secret);
    }

    static Parsed<InviteLink> parse(String text) {
        return switch (split(BEGIN, text)) {
            case Malformed<Parts>(var sentence) -> new Malformed<>(sentence);
            case Parsed.Ok<Parts>(var parts) ->
                switch (LinkCodec.decode(parts.encoded, parts.secret)) {
                    case Parsed.Ok<InviteLink> ok -> ok;
                    case Malformed<InviteLink>(var reason) -> new Malformed<>(sentence(reason));
                };
        };
    }

    /** For people, of a codec's reason. */
    static String sentence(String reason) {
        return reason.equals(LinkCodec.NEWER) ? NEWER : ALTERED;
    }

    /** @param begin what such a link begins with */
    static Parsed<Parts> split(String begin, String text) {
        if (text.length() > CHARS_MAX) return new Malformed<>(noLink(begin));
        var link = bare(text);
        if (!link.regionMatches(true, 0, begin, 0, begin.length()))
            return new Malformed<>(!link.isEmpty() && begin.startsWith(link) ? CUT_OFF : noLink(begin));
        int hash = link.indexOf('#');
        if (hash < 0) return new Malformed<>(CUT_OFF);
        return parts(link.substring(begin.length(), hash), link.substring(hash + 1));
    }

    private static String noLink(String begin) {
        return "This is not an Anode link; one begins with " + begin + ". Copy it from where it was sent to you.";
    }

    private static Parsed<Parts> parts(String encoded, String secret) {
        if (secret.length() < SECRET_CHARS) return new Malformed<>(CUT_OFF);
        var bytes = bytes(encoded);
        var opening = bytes(secret).filter(s -> s.size() == SECRET_BYTES);
        if (bytes.isEmpty() || opening.isEmpty()) return new Malformed<>(ALTERED);
        return new Parsed.Ok<>(new Parts(bytes.get(), opening.get()));
    }

    /** Without what mail programs put around and into long words; no character of a link is among that. */
    private static String bare(String text) {
        var kept = new StringBuilder();
        text.codePoints().filter(c -> !isAround(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAround(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || "<>\"'“”„‘’«»".indexOf(c) >= 0;
    }

    private static String base64(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }

    /** Empty unless it is exactly what {@link #base64} gives. */
    private static Optional<Bytes> bytes(String text) {
        try {
            var bytes = Bytes.wrap(Base64.getUrlDecoder().decode(text));
            return Optional.of(bytes).filter(b -> base64(b).equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
