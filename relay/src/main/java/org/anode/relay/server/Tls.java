package org.anode.relay.server;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS as a relay speaks it: 1.3 and 1.2, forward-secret AEAD suites only (RL-16). */
final class Tls {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** Sessions that can be resumed; each is a few kilobytes. */
    private static final long SESSIONS_MAX = 2_000;

    private static final long SESSION_SECONDS_MAX = 3_600;

    static {
        // The JDK reads it once, with the first TLS of the process: a 1.2 client must not make us do handshakes for
        // ever.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private Tls() {}

    /** Null for none. */
    static @Nullable SslContext server(RelayConfig.Tls tls, Optional<DevCertificate> dev) {
        return switch (tls) {
            case RelayConfig.Tls.None() -> null;
            case RelayConfig.Tls.Dev() -> {
                var made = dev.orElseThrow();
                yield build(SslContextBuilder.forServer(made.key(), made.certificate()), "the fresh certificate");
            }
            case RelayConfig.Tls.Files files -> files(files);
        };
    }

    private static SslContext files(RelayConfig.Tls.Files files) {
        var names = files.certificate() + " and " + files.key();
        try {
            return build(
                    SslContextBuilder.forServer(
                            files.certificate().toFile(), files.key().toFile()),
                    names);
        } catch (IllegalArgumentException e) {
            throw unusable(names, e);
        }
    }

    private static SslContext build(SslContextBuilder builder, String what) {
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .ciphers(SUITES)
                    .sessionCacheSize(SESSIONS_MAX)
                    .sessionTimeout(SESSION_SECONDS_MAX)
                    .build();
        } catch (SSLException e) {
            throw unusable(what, e);
        }
    }

    private static RelayFailure unusable(String what, Exception cause) {
        return new RelayFailure(
                "The relay can not use " + what
                        + " for TLS: give a certificate with its chain and its key without a password, both as PEM.",
                cause);
    }

    static SslHandler handler(SslContext context, Channel channel, int handshakeMs) {
        var handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeout(handshakeMs, TimeUnit.MILLISECONDS);
        var engine = handler.engine();
        var parameters = engine.getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return handler;
    }
}
