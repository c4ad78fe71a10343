package org.anode.node.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret that opens the local server: 256 random bits, new at every start. Never prints itself (R2). */
public final class Token {
    private static final int SIZE_BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{" + 2 * SIZE_BYTES + "}");

    private final String hex;

    private Token(String hex) {
        this.hex = hex;
    }

    public static Token fresh() {
        var random = new byte[SIZE_BYTES];
        new SecureRandom().nextBytes(random);
        return new Token(HexFormat.of().formatHex(random));
    }

    /** Empty if {@code text} can not be a token. */
    public static Optional<Token> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
    }

    /** Takes as long whether the first or the last character differs. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself: for the data folder's 0600 file, the link of the owner and the request header only. */
    public String reveal() {
        return hex;
    }

    @Override
    public String toString() {
        return "Token(…)";
    }
}
