package org.anode.relay.client;

import org.anode.relay.wire.Refusal;

/** Why a connection to a relay is over, or never came to be. */
public sealed interface Ended {
    /** By {@link RelayClient#close}. */
    record Here() implements Ended {}

    /** @param why for logs and doctors: name not found, connection refused … */
    record Unreachable(String why) implements Ended {}

    /** What answers there does not prove to be the relay that was meant. */
    record Untrusted(Doubt doubt) implements Ended {}

    /** What is wrong with a certificate. */
    enum Doubt {
        /** It has run out, or is not valid yet. */
        TIME,
        /** Nobody who is trusted here signed it. */
        ISSUER,
        /** It is for another host. */
        NAME
    }

    /** What answers there is no relay, or has no room now: an HTTP status, 429 and 503 of which mean later. */
    record NotServed(int status) implements Ended {}

    /** @param text the relay's sentence */
    record Refused(Refusal code, String text) implements Ended {}

    /** Nothing was heard for too long. */
    record Silent() implements Ended {}

    /** The relay said what is not of the protocol. */
    record Malformed(String reason) implements Ended {}

    /** @param code of RFC 6455: 1012 when the relay restarts, 1006 when it said nothing */
    record Closed(int code, String reason) implements Ended {}
}
