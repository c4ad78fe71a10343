package org.anode.node.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one deny-by-default check in front of every route of the local server (R3, R4). It sees the head of a request and
 * nothing else, before any of the body is read; what it does not allow by name is refused.
 *
 * <ol>
 *   <li>Exactly one Host header, and it names this server (a page of another site reaches us through DNS rebinding, but
 *       then its own name stands there).
 *   <li>No Origin, or this server's own: {@code null} is somebody else's.
 *   <li>Only the listed routes exist. The public ones hold nobody's data and answer GET only.
 *   <li>Everything else needs the token.
 *   <li>What writes needs application/json, which no form of another site can send.
 * </ol>
 */
final class Gate {
    static final String COMMAND_PATH = "/api/command";
    static final String PAGE_PATH = "/";

    /** All routes there are; the test table runs over them. */
    static final List<Route> ROUTES = List.of(Route.PAGE, Route.COMMAND);

    private static final String BEARER = "Bearer ";
    private static final String JSON = "application/json";

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Token token;

    Gate(int port, Token token) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port);
        this.token = token;
    }

    enum Route {
        PAGE(PAGE_PATH, "GET", true),
        COMMAND(COMMAND_PATH, "POST", false);

        final String path;
        final String method;
        final boolean isPublic;

        Route(String path, String method, boolean isPublic) {
            this.path = path;
            this.method = method;
            this.isPublic = isPublic;
        }
    }

    /** What the gate looks at; each list holds every header of that name. */
    record Head(
            String method,
            String path,
            List<String> hosts,
            List<String> origins,
            List<String> authorizations,
            List<String> contentTypes) {}

    sealed interface Verdict {
        record Allowed(Route route) implements Verdict {}

        /** @param status of HTTP */
        record Refused(int status, String sentence) implements Verdict {}
    }

    Verdict check(Head head) {
        if (head.hosts.size() != 1 || !hosts.contains(head.hosts.getFirst()))
            return refused(421, "This server answers to its own address only.");
        if (!origins.containsAll(head.origins))
            return refused(403, "Pages of other sites may not talk to this server.");
        return route(head.path)
                .map(route -> check(route, head))
                .orElseGet(() -> refused(404, "There is nothing at this address."));
    }

    private Verdict check(Route route, Head head) {
        if (!route.isPublic && !hasToken(head))
            return refused(401, "The token is missing or wrong: use the link that the node printed when it started.");
        if (!route.method.equals(head.method)) return refused(405, "Only " + route.method + " is possible here.");
        if (!route.isPublic && !hasJson(head)) return refused(415, "Only application/json is taken here.");
        return new Verdict.Allowed(route);
    }

    private boolean hasToken(Head head) {
        if (head.authorizations.size() != 1) return false;
        var value = head.authorizations.getFirst();
        return value.startsWith(BEARER) && token.matches(value.substring(BEARER.length()));
    }

    private static boolean hasJson(Head head) {
        return head.contentTypes.size() == 1 && head.contentTypes.getFirst().equals(JSON);
    }

    private static Optional<Route> route(String path) {
        return ROUTES.stream().filter(route -> route.path.equals(path)).findFirst();
    }

    private static Verdict refused(int status, String sentence) {
        return new Verdict.Refused(status, sentence);
    }
}
