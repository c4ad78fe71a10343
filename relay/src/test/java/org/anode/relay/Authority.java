package org.anode.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority that signs certificates for 127.0.0.1, through another one below it; made with {@code keytool}. */
final class Authority {
    private static final String PASSWORD = "sesame";
    private static final List<String> EC = List.of("-keyalg", "EC", "-groupname", "secp256r1");
    private static final List<String> RSA = List.of("-keyalg", "RSA", "-keysize", "2048");
    private static final String ADDRESS = "san=ip:127.0.0.1";
    private static final String SIGNS = "bc:c";

    private final Path folder;

    Authority(Path folder) {
        this.folder = folder;
        make("root", EC, SIGNS);
        make("middle", EC, SIGNS, "-signer", "root");
    }

    /** What clients trust. */
    Path root() {
        return write(
                folder.resolve("root.pem"), pem("CERTIFICATE", chain("root").getLast()));
    }

    /** Signed by the authority below the root. */
    Issued issue(String name) {
        return issue(name, EC);
    }

    Issued issueRsa(String name) {
        return issue(name, RSA);
    }

    private Issued issue(String name, List<String> kind) {
        make(name, kind, ADDRESS, "-signer", "middle");
        // Roots are left out, as authorities do.
        var chain = chain(name);
        var certificates = new StringBuilder();
        for (var one : chain.subList(0, chain.size() - 1)) certificates.append(pem("CERTIFICATE", one));
        return new Issued(certificates.toString(), pem("PRIVATE KEY", key(name)));
    }

    /** As PEM. */
    record Issued(String chain, String key) {
        void writeTo(Path certificateFile, Path keyFile) {
            replace(certificateFile, chain);
            replace(keyFile, key);
        }
    }

    private void make(String name, List<String> kind, String extension, String... more) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD));
        command.addAll(kind);
        command.addAll(List.of(more));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new AssertionError(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Path store() {
        return folder.resolve("authority.p12");
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    }

    private List<byte[]> chain(String name) {
        try {
            var chain = new ArrayList<byte[]>();
            for (var one : keys().getCertificateChain(name)) chain.add(one.getEncoded());
            return chain;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] key(String name) {
        try {
            return keys().getKey(name, PASSWORD.toCharArray()).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String label, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** In one step: a relay may look at the file at any time, and must not find a part of it. */
    static void replace(Path file, String text) {
        var beside = write(file.resolveSibling(file.getFileName() + ".new"), text);
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
