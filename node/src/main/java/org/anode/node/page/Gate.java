package org.anode.node.page;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The one deny-by-default check in front of every route of the local server (R3, R4). It sees the head of a request and
 * nothing else, before any of the body is read; what it does not allow by name is refused.
 *
 * <ol>
 *   <li>Exactly one Host header, and it names this server (a page of another site reaches us through DNS rebinding, but
 *       then its own name stands there).
 *   <li>No Origin, or this server's own: {@code null} is somebody else's. An upgrade must have one.
 *   <li>Only the listed routes exist. The public ones hold nobody's data and answer GET only.
 *   <li>Everything else needs its secret: in the head, or, for the swap of a link's token and for the socket, as the
 *       first thing that is read after it.
 *   <li>What has a body needs application/json, which no form of another site can send.
 * </ol>
 */
final class Gate {
    private static final String BEARER = "Bearer ";
    private static final String JSON = "application/json";

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Secrets secrets;

    /** Which secrets open which routes; takes as long whatever is presented. */
    record Secrets(Predicate<String> control, Predicate<String> page) {}

    Gate(int port, Secrets secrets) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port);
        this.secrets = secrets;
    }

    /** What the gate looks at; each list holds every header of that name. */
    record Head(
            String method,
            String path,
            List<String> hosts,
            List<String> origins,
            List<String> authorizations,
            List<String> contentTypes,
            List<String> upgrades) {}

    sealed interface Verdict {
        /** @param host what the client calls this server */
        record Allowed(Route route, String rest, String host) implements Verdict {}

        /** @param status of HTTP */
        record Refused(int status, String sentence) implements Verdict {}
    }

    Verdict check(Head head) {
        if (head.hosts.size() != 1 || !hosts.contains(head.hosts.getFirst()))
            return refused(421, "This server answers to its own address only.");
        if (!origins.containsAll(head.origins))
            return refused(403, "Pages of other sites may not talk to this server.");
        return Route.of(head.path)
                .map(match -> check(match, head))
                .orElseGet(() -> refused(404, "There is nothing at this address."));
    }

    private Verdict check(Route.Match match, Head head) {
        var route = match.route();
        if (!hasSecret(route.access, head))
            return refused(401, "The token is missing or wrong: use the link that ./anode open prints.");
        if (!route.method.equals(head.method)) return refused(405, "Only " + route.method + " is possible here.");
        if (route.hasBody() && !hasOne(head.contentTypes, JSON))
            return refused(415, "Only application/json is taken here.");
        if (route.access == Route.Access.SOCKET && head.origins.size() != 1)
            return refused(403, "Only this server's own page may open a socket.");
        if (route.access == Route.Access.SOCKET && !hasOne(head.upgrades, "websocket"))
            return refused(400, "This address is for WebSockets.");
        return new Verdict.Allowed(route, match.rest(), head.hosts.getFirst());
    }

    /** Whether what the head must show is there; links and sockets show theirs later. */
    private boolean hasSecret(Route.Access access, Head head) {
        return switch (access) {
            case PUBLIC, LINK, SOCKET -> true;
            case PAGE -> bears(head, secrets.page);
            case CONTROL -> bears(head, secrets.control);
        };
    }

    private static boolean bears(Head head, Predicate<String> secret) {
        if (head.authorizations.size() != 1) return false;
        var value = head.authorizations.getFirst();
        return value.startsWith(BEARER) && secret.test(value.substring(BEARER.length()));
    }

    private static boolean hasOne(List<String> headers, String value) {
        return headers.size() == 1 && headers.getFirst().equalsIgnoreCase(value);
    }

    private static Verdict refused(int status, String sentence) {
        return new Verdict.Refused(status, sentence);
    }
}
