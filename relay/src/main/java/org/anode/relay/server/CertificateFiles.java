package org.anode.relay.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files of a certificate and its key hold at one time. Whatever makes them useless is told in a sentence that
 * names the file.
 */
record CertificateFiles(RelayConfig.Tls.Files paths, String certificateText, String keyText) {
    /** A chain takes a few kilobytes. */
    private static final int FILE_BYTES_MAX = 64 << 10;

    /** @throws RelayFailure if they can not be read */
    static CertificateFiles read(RelayConfig.Tls.Files paths) {
        return new CertificateFiles(
                paths, text("certificate", paths.certificate()), text("certificate's key", paths.key()));
    }

    private static String text(String what, Path file) {
        try (var in = Files.newInputStream(file)) {
            // Not UTF-8: what stands between the blocks may be anything.
            return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new RelayFailure("The " + what + " " + file + " can not be read: " + why(e) + ".", e);
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "the relay's user may not read it";
            default -> e.toString();
        };
    }

    /** @throws RelayFailure if a relay can not use them */
    KeyedCertificate keyed() {
        var chain = chain();
        var key = key(chain.getFirst());
        if (!PrivateKeyPem.belong(key, chain.getFirst().getPublicKey()))
            throw new RelayFailure("The key in " + paths.key() + " does not belong to the first certificate in "
                    + paths.certificate() + ".");
        return new KeyedCertificate(chain, key);
    }

    private List<X509Certificate> chain() {
        var chain = new ArrayList<X509Certificate>();
        for (var block : Pem.blocks(certificateText))
            if (block.label().equals("CERTIFICATE")) chain.add(certificate(block));
        if (!chain.isEmpty()) return chain;
        throw new RelayFailure("There is no certificate in " + paths.certificate()
                + ": it should be PEM, the relay's own one first and then those of its chain.");
    }

    private X509Certificate certificate(Pem block) {
        try {
            var in = new java.io.ByteArrayInputStream(block.content().toArray());
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new RelayFailure("A certificate in " + paths.certificate() + " can not be read: it is damaged.", e);
        }
    }

    private PrivateKey key(X509Certificate certificate) {
        var block = Pem.blocks(keyText).stream()
                .filter(one -> one.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new RelayFailure("There is no private key in " + paths.key()
                        + ": it should be PEM, with a line BEGIN PRIVATE KEY."));
        if (block.encrypted())
            throw new RelayFailure("The key in " + paths.key() + " needs a password, which a relay can not be given:"
                    + " take it off with openssl pkey -in " + paths.key() + " -out NEW.");
        return PrivateKeyPem.parse(block, certificate.getPublicKey())
                .orElseThrow(() -> new RelayFailure("The key in " + paths.key()
                        + " can not be used: it should be an RSA, EC or Ed25519 key, of the same kind as the certificate in "
                        + paths.certificate() + "."));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return paths.toString();
    }
}
