package org.anode.relay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.anode.relay.client.Ended.Doubt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static Throwable shaken(Throwable cause) {
        var handshake = new SSLHandshakeException("for logs");
        handshake.initCause(cause);
        return new IllegalStateException("of the decoder", handshake);
    }

    @Test
    @DisplayName(
            "RL-16 a certificate that is not taken is told from a relay that is not there, with what is wrong with it")
    void doubts() {
        var name = new CertificateException("No subject alternative names matching IP address 10.0.0.1 found");
        assertEquals(new Ended.Untrusted(Doubt.NAME), Failures.of(shaken(name)));
        var issuer = new CertificateException("PKIX path building failed", new CertPathBuilderException("none"));
        assertEquals(new Ended.Untrusted(Doubt.ISSUER), Failures.of(shaken(issuer)));
        for (var time : List.of(new CertificateExpiredException(), new CertificateNotYetValidException())) {
            var validity = new CertPathValidatorException("validity check failed", time);
            var path = new CertificateException("PKIX", new CertPathBuilderException("none", validity));
            assertEquals(new Ended.Untrusted(Doubt.TIME), Failures.of(shaken(path)));
        }
        var other = new CertificateException("Certificates do not conform to algorithm constraints");
        assertEquals(new Ended.Unreachable(other.getMessage()), Failures.of(shaken(other)));
    }

    @Test
    @DisplayName("RL-14 why a relay was not reached is said without the names of classes")
    void unreachable() {
        assertEquals(
                new Ended.Unreachable("Connection refused"), Failures.of(new ConnectException("Connection refused")));
        assertEquals(
                new Ended.Unreachable("relay.invalid: Name or service not known"),
                Failures.of(new UnknownHostException("relay.invalid: Name or service not known")));
        assertEquals(new Ended.Unreachable("RuntimeException"), Failures.of(new RuntimeException()));
    }
}
