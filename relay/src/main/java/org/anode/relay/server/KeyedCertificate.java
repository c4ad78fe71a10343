package org.anode.relay.server;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a relay proves who it is with.
 *
 * @param chain its certificate, and those that lead from it to one that clients trust
 * @param key   belongs to the first of them
 */
record KeyedCertificate(List<X509Certificate> chain, PrivateKey key) {
    Instant until() {
        return chain.getFirst().getNotAfter().toInstant();
    }
}
