package org.anode.node.share;

import java.util.Base64;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;

/**
 * Links as text: {@code anode://join/<base64url>#<base64url of the join secret>}. The secret stands behind the {@code #}
 * because browsers and servers do not pass that part on. What is wrong is said in sentences for people.
 */
final class LinkText {
    private static final String BEGIN = "anode://join/";

    /** Every link that can be made is shorter, and nobody pastes a book. */
    private static final int CHARS_MAX = 16_384;

    private static final int SECRET_CHARS = 43;

    private static final String NO_LINK =
            "This is not an Anode link; one begins with " + BEGIN + ". Copy it from where it was sent to you.";
    private static final String CUT_OFF = "The link is cut off; copy all of it, to its last character.";
    private static final String ALTERED = "The link was altered on its way; ask for it to be sent again.";
    private static final String NEWER = "The link was made by a newer Anode; update this one, then join again.";

    private LinkText() {}

    static String of(InviteLink link) {
        return BEGIN + base64(LinkCodec.encode(link)) + "#" + base64(link.joinSecret());
    }

    static Parsed<InviteLink> parse(String text) {
        if (text.length() > CHARS_MAX) return new Malformed<>(NO_LINK);
        var link = bare(text);
        if (!link.regionMatches(true, 0, BEGIN, 0, BEGIN.length()))
            return new Malformed<>(!link.isEmpty() && BEGIN.startsWith(link) ? CUT_OFF : NO_LINK);
        int hash = link.indexOf('#');
        if (hash < 0) return new Malformed<>(CUT_OFF);
        return parse(link.substring(BEGIN.length(), hash), link.substring(hash + 1));
    }

    private static Parsed<InviteLink> parse(String encoded, String secret) {
        if (secret.length() < SECRET_CHARS) return new Malformed<>(CUT_OFF);
        var bytes = bytes(encoded);
        var joinSecret = bytes(secret).filter(s -> s.size() == InviteLink.JOIN_SECRET_BYTES);
        if (bytes.isEmpty() || joinSecret.isEmpty()) return new Malformed<>(ALTERED);
        return switch (LinkCodec.decode(bytes.get(), joinSecret.get())) {
            case Parsed.Ok<InviteLink> ok -> ok;
            case Malformed<InviteLink>(var reason) -> new Malformed<>(reason.equals(LinkCodec.NEWER) ? NEWER : ALTERED);
        };
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
