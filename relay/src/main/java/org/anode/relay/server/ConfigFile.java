package org.anode.relay.server;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.RelayName;

/**
 * A relay's configuration as a file of {@code key = value} lines. Whatever is not understood is refused in one sentence: a
 * misspelt limit must not silently be none.
 */
public final class ConfigFile {
    private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");
    private static final Pattern LISTEN = Pattern.compile("(.*):([0-9]{1,5})");

    /** By key; what was understood is taken out. */
    private final Map<String, String> values = new TreeMap<>();

    private ConfigFile() {}

    /** @throws RelayFailure if it can not be read or understood */
    public static RelayConfig read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RelayFailure("The configuration " + file + " can not be read: " + e + ".", e);
        }
    }

    /** @throws RelayFailure if it can not be understood */
    public static RelayConfig parse(String text) {
        var file = new ConfigFile();
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new RelayFailure("The configuration is not one of key = value lines: " + e.getMessage() + ".", e);
        }
        for (var key : properties.stringPropertyNames())
            file.values.put(key, properties.getProperty(key).strip());
        return file.config();
    }

    private RelayConfig config() {
        var usual = RelayConfig.DEFAULT;
        var config = new RelayConfig(
                take("listen").map(ConfigFile::listen).orElse(usual.listen()),
                names(),
                take("token").map(ConfigFile::token).or(this::tokenFile),
                clients(),
                tls(),
                proxies(),
                flag("limit-loopback", usual.limitLoopback()),
                flag("metrics", usual.metrics()),
                flag("log-addresses", usual.logAddresses()),
                limits());
        if (!values.isEmpty())
            throw new RelayFailure("The configuration has the key "
                    + values.keySet().iterator().next() + ", which a relay does not know.");
        return config;
    }

    private Optional<String> take(String key) {
        return Optional.ofNullable(values.remove(key));
    }

    private List<String> list(String key) {
        var text = take(key).orElse("");
        return text.isEmpty() ? List.of() : COMMAS.splitAsStream(text).toList();
    }

    private static RelayFailure wrong(String key, String value, String expected) {
        return new RelayFailure("The configuration's " + key + " is " + value + ": it should be " + expected + ".");
    }

    private static InetSocketAddress listen(String text) {
        var parts = LISTEN.matcher(text);
        if (!parts.matches()) throw wrong("listen", text, "an address and a port, as 0.0.0.0:8080 or [::]:8080");
        int port = Integer.parseInt(parts.group(2));
        if (port > 0xffff) throw wrong("listen", text, "a port up to 65535");
        return new InetSocketAddress(address("listen", parts.group(1)), port);
    }

    /** No names: looking them up could take long and give anything. */
    private static InetAddress address(String key, String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return InetAddress.ofLiteral(bare.equals("localhost") ? "127.0.0.1" : bare);
        } catch (IllegalArgumentException e) {
            throw wrong(key, text, "an IP address");
        }
    }

    private Set<RelayName> names() {
        var all = new HashSet<RelayName>();
        for (var name : list("names"))
            all.add(RelayName.of(name).orElseThrow(() -> wrong("names", name, "host names without ports")));
        return all;
    }

    private static Bytes token(String text) {
        var token = Bytes.utf8(text);
        if (token.isEmpty() || token.size() > ClientMessage.Auth.TOKEN_BYTES_MAX)
            throw new RelayFailure("The configuration's token should have 1 to 255 bytes.");
        return token;
    }

    private Optional<Bytes> tokenFile() {
        return take("token-file").map(file -> {
            try {
                return token(Files.readString(Path.of(file)).strip());
            } catch (IOException e) {
                throw new RelayFailure("The token in " + file + " can not be read: " + e + ".", e);
            }
        });
    }

    private Set<ClientKey> clients() {
        var all = new HashSet<ClientKey>();
        for (var key : list("clients")) {
            try {
                all.add(new ClientKey(Bytes.hex(key)));
            } catch (IllegalArgumentException e) {
                throw wrong("clients", key, "public keys of 64 hexadecimal digits");
            }
        }
        return all;
    }

    private RelayConfig.Tls tls() {
        var certificate = take("tls-certificate").map(Path::of);
        var key = take("tls-key").map(Path::of);
        boolean dev = flag("tls-dev", false);
        if (certificate.isPresent() != key.isPresent())
            throw new RelayFailure("The configuration needs both tls-certificate and tls-key, or neither.");
        if (certificate.isPresent() && dev)
            throw new RelayFailure("The configuration has tls-dev and a certificate: one of them is too much.");
        if (dev) return new RelayConfig.Tls.Dev();
        if (certificate.isEmpty() || key.isEmpty()) return new RelayConfig.Tls.None();
        return new RelayConfig.Tls.Files(certificate.get(), key.get());
    }

    private Set<InetAddress> proxies() {
        var all = new HashSet<InetAddress>();
        for (var proxy : list("trusted-proxies")) all.add(address("trusted-proxies", proxy));
        return all;
    }

    private boolean flag(String key, boolean otherwise) {
        return take(key)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(key, text, "true or false");
                })
                .orElse(otherwise);
    }

    private RelayLimits limits() {
        Map<String, Integer> said = new HashMap<>();
        for (var key : RelayLimits.DEFAULT.byKey().keySet())
            take(key).ifPresent(text -> said.put(key, number(key, text)));
        return RelayLimits.DEFAULT.with(said);
    }

    private static int number(String key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a whole number");
        }
    }
}
