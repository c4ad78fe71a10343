package org.anode.relay.client;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import org.anode.relay.client.Ended.Doubt;

/** What the JDK and Netty throw when a connection does not come to be, and what that means. Pure. */
final class Failures {
    /** Some of them name themselves as their cause. */
    private static final int CAUSES_MAX = 16;

    private Failures() {}

    static Ended of(Throwable thrown) {
        var causes = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .toList();
        for (var doubt : Doubt.values())
            if (causes.stream().anyMatch(cause -> shows(doubt, cause))) return new Ended.Untrusted(doubt);
        return new Ended.Unreachable(words(causes.getLast()));
    }

    private static boolean shows(Doubt doubt, Throwable cause) {
        return switch (doubt) {
            case TIME ->
                cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException;
            case ISSUER -> cause instanceof CertPathBuilderException;
            case NAME -> cause instanceof CertificateException && words(cause).startsWith("No ");
        };
    }

    private static String words(Throwable cause) {
        var message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
