package org.anode.relay.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.RelayName;

/**
 * Where a relay is and what it takes to use it.
 *
 * @param uri   {@code wss://host[:port]/v1}, or {@code ws:} without TLS
 * @param trust PEM of certificates to trust instead of those that the JDK does
 * @param token that this relay wants, a secret
 */
public record RelayAddress(URI uri, Optional<Path> trust, Optional<Bytes> token) {
    private static final int PORT_TLS = 443;
    private static final int PORT_PLAIN = 80;

    public RelayAddress {
        if (!isTls(uri) && !"ws".equals(uri.getScheme()))
            throw new IllegalArgumentException("A relay's address begins with wss:// or ws://, not as " + uri + ".");
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null)
            throw new IllegalArgumentException("A relay's address is a host and perhaps a port, not " + uri + ".");
        if (uri.getHost() == null || RelayName.of(uri.getHost()).isEmpty())
            throw new IllegalArgumentException("A relay's address needs the name of a host: " + uri + ".");
        if (!uri.getPath().equals(Protocol.PATH))
            throw new IllegalArgumentException("A relay's address has the path " + Protocol.PATH + ": " + uri + ".");
        if (token.map(Bytes::size).orElse(0) > ClientMessage.Auth.TOKEN_BYTES_MAX)
            throw new IllegalArgumentException("A relay's token has at most 255 bytes.");
    }

    /**
     * From what a person wrote; the path may be left out.
     *
     * @throws IllegalArgumentException if it is not a relay's address; the message is a sentence
     */
    public static RelayAddress of(String text) {
        try {
            var uri = new URI(text);
            boolean bare = "".equals(uri.getPath()) || "/".equals(uri.getPath());
            return new RelayAddress(bare ? uri.resolve(Protocol.PATH) : uri, Optional.empty(), Optional.empty());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This is not a relay's address: " + text + ".", e);
        }
    }

    public RelayAddress trusting(Path pem) {
        return new RelayAddress(uri, Optional.of(pem), token);
    }

    public RelayAddress withToken(Bytes secret) {
        return new RelayAddress(uri, trust, Optional.of(secret));
    }

    /** What is signed. */
    public RelayName name() {
        return RelayName.of(uri.getHost()).orElseThrow();
    }

    /** Whether others on the way see less than sizes and times. */
    public boolean isEncrypted() {
        return isTls(uri);
    }

    private static boolean isTls(URI uri) {
        return "wss".equals(uri.getScheme());
    }

    int port() {
        if (uri.getPort() >= 0) return uri.getPort();
        return isEncrypted() ? PORT_TLS : PORT_PLAIN;
    }

    /** As people write it; {@link #of} reads it. Without the token. */
    @Override
    public String toString() {
        var host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        return uri.getScheme() + "://" + host;
    }
}
