package org.anode.relay.server;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.anode.relay.wire.Bytes;

/**
 * One block of a PEM file (RFC 7468). Pure.
 *
 * @param content   empty if it is not Base64, and then neither certificate nor key
 * @param encrypted whether it needs a password, in PKCS #8 or with the headers that OpenSSL gives the older forms
 */
record Pem(String label, Bytes content, boolean encrypted) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** Those of a file in their order; what stands between them is for people. */
    static List<Pem> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(found -> of(found.group(1), found.group(2)))
                .toList();
    }

    private static Pem of(String label, String body) {
        boolean encrypted = label.startsWith("ENCRYPTED ") || body.contains("Proc-Type: 4,ENCRYPTED");
        return new Pem(label, encrypted ? Bytes.EMPTY : decode(body), encrypted);
    }

    private static Bytes decode(String body) {
        try {
            return Bytes.wrap(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Bytes.EMPTY;
        }
    }
}
