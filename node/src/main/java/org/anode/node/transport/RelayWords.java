package org.anode.node.transport;

import org.anode.relay.client.Ended;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.Refusal;

/** Why a relay can not be used, for people: parts of sentences. */
final class RelayWords {
    private static final int LATER = 429;
    private static final int FULL = 503;

    private RelayWords() {}

    static String of(Ended why) {
        return switch (why) {
            case Ended.Here _ -> "closed";
            case Ended.Unreachable(var reason) -> "it can not be reached (" + reason + ")";
            case Ended.Untrusted(var doubt) -> untrusted(doubt);
            case Ended.NotServed(int status) ->
                status == LATER || status == FULL ? "it has no room now" : "what answers there is no relay";
            case Ended.Refused(var code, var text) -> refused(code, text);
            case Ended.Silent _ -> "it does not answer";
            case Ended.Malformed _ -> "it does not speak this version's protocol";
            case Ended.Closed(int code, var _) ->
                code == Protocol.CLOSE_RESTARTING ? "it restarts" : "the connection broke";
        };
    }

    private static String untrusted(Ended.Doubt doubt) {
        return switch (doubt) {
            case TIME -> "its certificate has run out, or is not valid yet by this computer's clock";
            case ISSUER ->
                "nobody whom this computer trusts signed its certificate; if it is the relay you mean, start with --relay and"
                        + " --relay-ca";
            case NAME -> "its certificate is for another name";
        };
    }

    private static String refused(Refusal code, String text) {
        return switch (code) {
            case TOKEN_NEEDED -> "it wants a token; start with --relay-token-file";
            case NOT_ALLOWED -> "it serves listed computers only";
            case BUSY -> "it is busy";
            case OTHER_NAME -> "it goes by another name than the address says";
            case BAD_SIGNATURE, OTHER -> "it refused" + (text.isEmpty() ? "" : ": " + text);
        };
    }
}
