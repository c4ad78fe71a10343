package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.anode.node.control.Token;
import org.anode.node.page.Gate.Head;
import org.anode.node.page.Gate.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every test runs over {@link Route#values()}, the router's own list: a route that is added is in every table. */
class GateTest {
    private static final int PORT = 4711;
    private static final List<String> NONE = List.of();
    private static final List<String> HOST = List.of("127.0.0.1:" + PORT);
    private static final List<String> OWN = List.of("http://127.0.0.1:" + PORT);
    private static final List<String> JSON = List.of("application/json");
    private static final List<String> WEBSOCKET = List.of("websocket");

    private final Token control = Token.fresh();
    private final Token page = Token.fresh();
    private final Gate gate = new Gate(PORT, new Gate.Secrets(control::matches, page::matches));

    /** A request that passes, with everything that may be there. */
    private Head right(Route route) {
        return new Head(route.method, Paths.of(route), HOST, OWN, secret(route), JSON, WEBSOCKET);
    }

    private List<String> secret(Route route) {
        return switch (route.access) {
            case PUBLIC, LINK, SOCKET -> NONE;
            case PAGE -> bearer(page.reveal());
            case CONTROL -> bearer(control.reveal());
        };
    }

    private static Head withHosts(Head head, List<String> hosts) {
        return new Head(
                head.method(),
                head.path(),
                hosts,
                head.origins(),
                head.authorizations(),
                head.contentTypes(),
                head.upgrades());
    }

    private static Head withOrigins(Head head, List<String> origins) {
        return new Head(
                head.method(),
                head.path(),
                head.hosts(),
                origins,
                head.authorizations(),
                head.contentTypes(),
                head.upgrades());
    }

    private static Head withSecret(Head head, String method, List<String> authorizations) {
        return new Head(
                method,
                head.path(),
                head.hosts(),
                head.origins(),
                authorizations,
                head.contentTypes(),
                head.upgrades());
    }

    private static Head withType(Head head, List<String> types) {
        return new Head(
                head.method(),
                head.path(),
                head.hosts(),
                head.origins(),
                head.authorizations(),
                types,
                head.upgrades());
    }

    private static List<String> bearer(String secret) {
        return List.of("Bearer " + secret);
    }

    private int status(Head head) {
        return switch (gate.check(head)) {
            case Verdict.Allowed _ -> 200;
            case Verdict.Refused(var status, var _) -> status;
        };
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    @DisplayName("R3 what is asked rightly passes, on every route")
    void rightRequestPasses(Route route) {
        var allowed = assertInstanceOf(Verdict.Allowed.class, gate.check(right(route)));
        assertEquals(route, allowed.route());
        assertEquals(HOST.getFirst(), allowed.host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "127.0.0.1.evil.com:4711",
                "127.0.0.1.evil.com",
                "127.0.0.1:4711.",
                "127.0.0.1.:4711",
                "127.0.0.1",
                "127.0.0.1:80",
                "localhost.:4711",
                "0.0.0.0:4711",
                "2130706433:4711",
                "[::1]:4711",
                "",
                " 127.0.0.1:4711",
                "LOCALHOST:4711"
            })
    @DisplayName("R3 a Host that is not this server's is refused, on every route, with the right secret too")
    void foreignHostIsRefused(String host) {
        for (var route : Route.values())
            assertEquals(421, status(withHosts(right(route), List.of(host))), route.name());
    }

    @Test
    @DisplayName("R3 no Host, or two, is refused")
    void hostMustBeOne() {
        for (var route : Route.values())
            for (var hosts :
                    List.of(NONE, List.of(HOST.getFirst(), "evil.com"), List.of(HOST.getFirst(), HOST.getFirst())))
                assertEquals(421, status(withHosts(right(route), hosts)), route.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.com", "https://127.0.0.1:4711", "http://127.0.0.1:80", "", "file://"})
    @DisplayName("R3 an Origin that is not this server's is refused; null is somebody else's")
    void foreignOriginIsRefused(String origin) {
        for (var route : Route.values()) {
            assertEquals(403, status(withOrigins(right(route), List.of(origin))), route.name());
            assertEquals(403, status(withOrigins(right(route), List.of(OWN.getFirst(), origin))), route.name());
        }
    }

    @Test
    @DisplayName("R3 an upgrade must have an Origin, the own one; elsewhere there may be none")
    void originOfAnUpgrade() {
        for (var route : Route.values())
            assertEquals(
                    route.access == Route.Access.SOCKET ? 403 : 200,
                    status(withOrigins(right(route), NONE)),
                    route.name());
    }

    @Test
    @DisplayName("R3 without its secret a route answers nothing; the other kind of secret is none")
    void secretIsNeeded() {
        var wrong = new ArrayList<List<String>>(List.of(
                NONE,
                bearer(Token.fresh().reveal()),
                bearer(""),
                bearer(control.reveal().substring(1)),
                bearer(page.reveal() + "0"),
                List.of(control.reveal()),
                List.of(page.reveal()),
                List.of("Basic " + control.reveal()),
                List.of("Bearer " + control.reveal(), "Bearer " + page.reveal()),
                List.of("Bearer " + page.reveal(), "Bearer " + page.reveal())));
        for (var route : Route.values()) {
            if (secret(route).isEmpty()) continue;
            var others = Stream.concat(
                    wrong.stream(),
                    Stream.of(bearer(route.access == Route.Access.PAGE ? control.reveal() : page.reveal())));
            others.forEach(presented -> {
                for (var method : List.of("GET", "POST", "PUT", "OPTIONS", "HEAD"))
                    assertEquals(401, status(withSecret(right(route), method, presented)), route.name());
            });
        }
    }

    @Test
    @DisplayName("R3 every route has one method")
    void otherMethodsAreRefused() {
        for (var route : Route.values())
            for (var method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "CONNECT"))
                assertEquals(
                        method.equals(route.method) ? 200 : 405,
                        status(withSecret(right(route), method, secret(route))),
                        route.name());
    }

    @Test
    @DisplayName("R3 public are only files, which are read")
    void publicRoutes() {
        for (var route : Route.values())
            if (route.access == Route.Access.PUBLIC) {
                assertEquals("GET", route.method, route.name());
                assertTrue(!route.hasBody(), route.name());
            }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "text/plain",
                "text/json",
                "application/json;text/plain",
                ""
            })
    @DisplayName("R4 what writes needs application/json: the types a form can send are refused with 415")
    void formsAreRefused(String type) {
        for (var route : Route.values()) {
            assertEquals(route.hasBody() ? 415 : 200, status(withType(right(route), List.of(type))), route.name());
            assertEquals(route.hasBody() ? 415 : 200, status(withType(right(route), NONE)), route.name());
            assertTrue(route.hasBody() == route.method.equals("POST"), route.name());
        }
    }

    @Test
    @DisplayName("R3 the socket's address takes upgrades only")
    void upgradesOnly() {
        for (var upgrades : List.of(NONE, List.of("h2c"), List.of("websocket", "h2c"))) {
            var right = right(Route.SOCKET);
            assertEquals(400, status(new Head(right.method(), right.path(), HOST, OWN, NONE, NONE, upgrades)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/command/",
                "/api//command",
                "/api/command?x",
                "/API/command",
                "//",
                "/../api/command",
                "/index.html",
                "/assets/",
                "/assets/..",
                "/assets/.hidden",
                "/assets/../index.html",
                "/assets/a/b.js",
                "/assets/%2e%2e",
                "/assets/a.js?x",
                "/o/assets/../../index.html",
                "/o/frameXhtml",
                "/api/blob/",
                "/api/blob/ABCDEF",
                "/api/export/..",
                "/ws/",
                "/ws?session=x",
                "http://127.0.0.1:4711/api/command",
                "*",
                "",
                "/api/command%00",
                "/api/%63ommand"
            })
    @DisplayName("R3 only the listed routes exist, in exactly their spelling")
    void otherPathsDoNotExist(String path) {
        for (var method : List.of("GET", "POST"))
            assertEquals(404, status(new Head(method, path, HOST, OWN, bearer(control.reveal()), JSON, WEBSOCKET)));
    }
}
