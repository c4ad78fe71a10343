package org.anode.relay.server;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** TLS as a relay speaks it: 1.3 and 1.2, forward-secret AEAD suites only, on elliptic curves (RL-16). */
final class Tls implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tls.class.getName());

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
        // The JDK reads it once, with the first handshake that the process serves: a 1.2 client must not make us do
        // handshakes for ever.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final Optional<CertificateWatch> watch;
    private volatile SslContext context;

    private Tls(KeyedCertificate made) {
        context = context(made);
        watch = Optional.empty();
    }

    private Tls(CertificateFiles files, int renewalMs) {
        context = context(files.keyed());
        watch = Optional.of(new CertificateWatch(files, renewalMs, renewed -> context = context(renewed)));
    }

    /**
     * @param dev what the relay made itself, if it was to
     * @throws RelayFailure if the certificate can not be used
     */
    static Optional<Tls> of(RelayConfig config, Optional<DevCertificate> dev) {
        return switch (config.tls()) {
            case RelayConfig.Tls.None() -> Optional.empty();
            case RelayConfig.Tls.Dev() -> dev.map(made -> new Tls(made.keyed()));
            case RelayConfig.Tls.Files paths ->
                Optional.of(
                        new Tls(CertificateFiles.read(paths), config.limits().renewalMs()));
        };
    }

    private static SslContext context(KeyedCertificate certificate) {
        try {
            var context = SslContextBuilder.forServer(certificate.key(), certificate.chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .ciphers(SUITES)
                    .sessionCacheSize(SESSIONS_MAX)
                    .sessionTimeout(SESSION_SECONDS_MAX)
                    .build();
            LOG.log(Level.INFO, "event=certificate until={0}", certificate.until());
            return context;
        } catch (SSLException e) {
            throw new RelayFailure("The relay's certificate can not be used for TLS: " + e.getMessage() + ".", e);
        }
    }

    /** Takes up renewed certificates from now on. */
    void start() {
        watch.ifPresent(CertificateWatch::start);
    }

    /** For one connection, with the certificate of now. */
    SslHandler handler(Channel channel, int handshakeMs) {
        var handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeout(handshakeMs, TimeUnit.MILLISECONDS);
        var engine = handler.engine();
        var parameters = engine.getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNamedGroups(curves(parameters.getNamedGroups()));
        engine.setSSLParameters(parameters);
        return handler;
    }

    /** Key exchange in finite fields is dear, and a client can ask for the dearest without doing its own part. */
    private static String[] curves(String[] groups) {
        return Stream.of(groups).filter(group -> !group.startsWith("ffdhe")).toArray(String[]::new);
    }

    @Override
    public void close() {
        watch.ifPresent(CertificateWatch::close);
    }
}
