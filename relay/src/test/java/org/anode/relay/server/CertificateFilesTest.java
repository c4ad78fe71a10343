package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are OpenSSL's, made for these tests; the password is "sesame". */
class CertificateFilesTest {
    @TempDir
    Path folder;

    private static Path file(String name) {
        try {
            return Path.of(CertificateFilesTest.class
                    .getResource("keys/" + name + ".pem")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static KeyedCertificate keyed(Path certificate, Path key) {
        return CertificateFiles.read(new RelayConfig.Tls.Files(certificate, key))
                .keyed();
    }

    private static void refused(String sentence, Path certificate, Path key) {
        var failure = assertThrows(RelayFailure.class, () -> keyed(certificate, key));
        assertEquals(
                sentence.replace("$CERT", certificate.toString()).replace("$KEY", key.toString()), failure.sentence());
    }

    @ParameterizedTest
    @DisplayName("RL-16 keys are taken in PKCS #8 and in the older forms")
    @CsvSource({
        "rsa, rsa-pkcs8, RSA",
        "rsa, rsa-pkcs1, RSA",
        "ec, ec-pkcs8, EC",
        "ec, ec-sec1, EC",
        "ed25519, ed25519-pkcs8, EdDSA"
    })
    void forms(String certificate, String key, String kind) {
        var keyed = keyed(file(certificate + "-certificate"), file(key));
        assertEquals(kind, keyed.key().getAlgorithm());
        assertTrue(keyed.until().toString().startsWith("2126"), keyed.until().toString());
    }

    @Test
    @DisplayName("RL-16 a key that does not say which curve it is on is on its certificate's")
    void curve() throws IOException {
        var whole = Pem.blocks(text("ec-sec1")).getLast().content().toArray();
        // Version and number alone: parameters and public key may be left out.
        var bare = Der.of(
                Der.SEQUENCE, org.anode.relay.wire.Bytes.wrap(java.util.Arrays.copyOfRange(whole, 3, 3 + 3 + 2 + 48)));
        var pem = "-----BEGIN EC PRIVATE KEY-----\n"
                + java.util.Base64.getEncoder().encodeToString(bare.toArray()) + "\n-----END EC PRIVATE KEY-----\n";
        assertEquals(
                "EC", keyed(file("ec-certificate"), written("bare", pem)).key().getAlgorithm());
    }

    @Test
    @DisplayName("RL-16 one file may hold both, with words and Windows' line ends, and a chain keeps its order")
    void together() throws IOException {
        var all = "The relay's\n" + text("ec-sec1") + "Subject: CN=relay.example\n" + text("ec-certificate")
                + "above it\n" + text("rsa-certificate");
        var both = written("both", all.replace("\n", "\r\n"));
        var chain = keyed(both, both).chain();
        assertEquals(2, chain.size());
        assertEquals("RSA", chain.getLast().getPublicKey().getAlgorithm());
    }

    @ParameterizedTest
    @DisplayName("RL-16 a key that needs a password is refused in a sentence that says how to take it off")
    @ValueSource(strings = {"rsa-pkcs1-encrypted", "ec-pkcs8-encrypted"})
    void encrypted(String key) {
        var sentence = "The key in $KEY needs a password, which a relay can not be given: take it off with"
                + " openssl pkey -in $KEY -out NEW.";
        refused(sentence, file("rsa-certificate"), file(key));
    }

    @Test
    @DisplayName("RL-16 a key of another certificate is refused in a sentence that names both files")
    void strangers() throws IOException {
        var other = "The key in $KEY does not belong to the first certificate in $CERT.";
        refused(other, file("rsa-certificate"), file("ec-pkcs8"));
        refused(other, file("ec-certificate"), file("rsa-pkcs8"));
        var reversed = written("reversed", text("rsa-certificate") + text("ec-certificate"));
        refused(other, reversed, file("ec-pkcs8"));
        var kind = "The key in $KEY can not be used: it should be an RSA, EC or Ed25519 key, of the same kind as the"
                + " certificate in $CERT.";
        refused(kind, file("ec-certificate"), file("rsa-pkcs1"));
        refused(kind, file("ed25519-certificate"), file("ec-sec1"));
        refused(kind, file("rsa-certificate"), written("dsa", text("rsa-pkcs1").replace("RSA PRIVATE", "DSA PRIVATE")));
        refused(
                kind,
                file("rsa-certificate"),
                written("torn", text("rsa-pkcs8").replaceFirst("\n.{64}\n.{64}\n", "\n")));
    }

    @Test
    @DisplayName("RL-16 a file that is not there, or holds nothing of use, is refused in a sentence that names it")
    void useless() throws IOException {
        var none = folder.resolve("none.pem");
        refused("The certificate $CERT can not be read: there is no such file.", none, file("rsa-pkcs8"));
        refused("The certificate's key $KEY can not be read: there is no such file.", file("rsa-certificate"), none);
        var empty = written("empty", "");
        var noCertificate = "There is no certificate in $CERT: it should be PEM, the relay's own one first and then"
                + " those of its chain.";
        refused(noCertificate, empty, file("rsa-pkcs8"));
        refused(noCertificate, file("rsa-pkcs8"), file("rsa-pkcs8"));
        refused(
                "There is no private key in $KEY: it should be PEM, with a line BEGIN PRIVATE KEY.",
                file("rsa-certificate"),
                empty);
        var torn = written("torn", text("rsa-certificate").replaceFirst("\n.{64}\n.{64}\n", "\n"));
        refused("A certificate in $CERT can not be read: it is damaged.", torn, file("rsa-pkcs8"));
        var noise = written("noise", "-----BEGIN CERTIFICATE-----\nA=A\n-----END CERTIFICATE-----\n");
        refused("A certificate in $CERT can not be read: it is damaged.", noise, file("rsa-pkcs8"));
    }

    @Test
    @DisplayName("RL-16 files are the same as long as they hold the same, and say nothing of the key")
    void same() {
        var paths = new RelayConfig.Tls.Files(file("ec-certificate"), file("ec-sec1"));
        assertEquals(CertificateFiles.read(paths), CertificateFiles.read(paths));
        assertFalse(CertificateFiles.read(paths).toString().contains("PRIVATE"));
    }
}
