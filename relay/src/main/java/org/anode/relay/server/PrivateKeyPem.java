package org.anode.relay.server;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import org.anode.relay.wire.Bytes;

/** Private keys in PKCS #8, and in the older forms that many ACME clients and OpenSSL still write. Pure. */
final class PrivateKeyPem {
    /** Kinds of keys that certificates are made for, and how one signs with them. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private static final Bytes PKCS8_VERSION = Der.of(Der.INTEGER, Bytes.hex("00"));
    private static final Bytes PROBE = Bytes.utf8("Does this key belong to that certificate?");

    private PrivateKeyPem() {}

    /** @param certified what it should belong to: the older forms need not say which curve they are on */
    static Optional<PrivateKey> parse(Pem pem, PublicKey certified) {
        return switch (pem.label()) {
            case "PRIVATE KEY" -> parse(pem.content());
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> parse(pkcs8(pem.content(), certified));
            default -> Optional.empty();
        };
    }

    /** RFC 5958: a version, the kind of key as public keys say it (RFC 5280), and the key in the older form. */
    private static Bytes pkcs8(Bytes key, PublicKey certified) {
        var kind = Der.first(Bytes.wrap(certified.getEncoded()));
        return Der.of(Der.SEQUENCE, PKCS8_VERSION, kind, Der.of(Der.OCTETS, key));
    }

    private static Optional<PrivateKey> parse(Bytes pkcs8) {
        var spec = new PKCS8EncodedKeySpec(pkcs8.toArray());
        for (var kind : SIGNATURES.keySet()) {
            try {
                return Optional.of(KeyFactory.getInstance(kind).generatePrivate(spec));
            } catch (GeneralSecurityException _) {
                // Then it may be of another kind.
            }
        }
        return Optional.empty();
    }

    /** Whether one verifies what the other signed. */
    static boolean belong(PrivateKey key, PublicKey certified) {
        try {
            var signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(PROBE.asReadOnlyBuffer());
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE.asReadOnlyBuffer());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // They are not of one kind.
            return false;
        }
    }
}
