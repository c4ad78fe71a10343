package org.anode.relay.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.anode.relay.wire.RelayName;

/**
 * A certificate that a relay made itself with the JDK's {@code keytool}, for trying things out: clients have to be given
 * its PEM. It lasts as long as the relay runs.
 */
public final class DevCertificate {
    /** Longer than a relay for trying things out runs, and not so long that clients mind. */
    private static final int DAYS = 365;

    private static final int KEYTOOL_SECONDS_MAX = 60;

    private final Path folder;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private DevCertificate(Path folder, PrivateKey key, X509Certificate certificate) {
        this.folder = folder;
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * For these names and this machine's own.
     *
     * @param listen where the relay does; clients that are told no name reach it by that address
     */
    static DevCertificate make(Set<RelayName> names, InetAddress listen) {
        try {
            var folder = Files.createTempDirectory("anode-relay-");
            var store = folder.resolve("store.p12");
            var password = password();
            keytool(folder, store, password, alternatives(names, listen));
            var keys = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(store)) {
                keys.load(in, password.toCharArray());
            }
            var certificate = (X509Certificate) keys.getCertificate("relay");
            var key = (PrivateKey) keys.getKey("relay", password.toCharArray());
            Files.delete(store);
            var made = new DevCertificate(folder, key, certificate);
            Files.writeString(made.pem(), pem(certificate));
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw failed(e.toString(), e);
        }
    }

    private static String password() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static List<String> alternatives(Set<RelayName> names, InetAddress listen) throws IOException {
        var all = new ArrayList<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
        names.forEach(name -> all.add(alternative(name)));
        addresses(listen).forEach(one -> all.add("ip:" + one.getHostAddress().replaceFirst("%.*", "")));
        return all;
    }

    private static List<InetAddress> addresses(InetAddress listen) throws IOException {
        if (!listen.isAnyLocalAddress()) return List.of(listen);
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
    }

    private static void keytool(Path folder, Path store, String password, List<String> alternatives)
            throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "relay",
                "-dname",
                "CN=anode relay for development",
                "-validity",
                String.valueOf(DAYS),
                "-ext",
                "SAN=" + String.join(",", alternatives),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                // Not an argument: those of all processes can be read by everybody on the machine.
                "-storepass:env",
                "STORE_PASSWORD");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var log = folder.resolve("keytool.log");
        builder.redirectOutput(log.toFile());
        builder.environment().put("STORE_PASSWORD", password);
        var process = builder.start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed("keytool took more than " + KEYTOOL_SECONDS_MAX + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        }
        if (process.exitValue() != 0) throw failed(Files.readString(log).strip(), null);
        Files.delete(log);
    }

    private static String alternative(RelayName name) {
        var text = name.value();
        if (text.startsWith("[")) return "ip:" + text.substring(1, text.length() - 1);
        return (text.matches("[0-9.]+") ? "ip:" : "dns:") + text;
    }

    private static RelayFailure failed(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RelayFailure(
                "The relay could not make itself a certificate (" + why
                        + "): give it one with tls-certificate and tls-key.",
                cause);
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
    }

    /** What to give clients. */
    public Path pem() {
        return folder.resolve("relay.pem");
    }

    /** SHA-256 of the certificate, as pairs of digits with colons. */
    public String fingerprint() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("it was read a moment ago", e);
        }
    }

    KeyedCertificate keyed() {
        return new KeyedCertificate(List.of(certificate), key);
    }

    /** Removes the files; again does nothing. */
    void forget() {
        try {
            Files.deleteIfExists(pem());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.getLogger(DevCertificate.class.getName())
                    .log(System.Logger.Level.DEBUG, "left behind: " + folder, e);
        }
    }
}
