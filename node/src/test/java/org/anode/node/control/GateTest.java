package org.anode.node.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.anode.node.control.Gate.Head;
import org.anode.node.control.Gate.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final int PORT = 4711;
    private static final List<String> NONE = List.of();
    private static final List<String> HOST = List.of("127.0.0.1:" + PORT);
    private static final List<String> JSON = List.of("application/json");

    private final Token token = Token.fresh();
    private final Gate gate = new Gate(PORT, token);

    private Head right(Gate.Route route) {
        return new Head(route.method, route.path, HOST, NONE, bearer(token.reveal()), JSON);
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
    @EnumSource(Gate.Route.class)
    @DisplayName("R3 what is asked rightly passes, on every route")
    void rightRequestPasses(Gate.Route route) {
        assertEquals(
                route,
                assertInstanceOf(Verdict.Allowed.class, gate.check(right(route)))
                        .route());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "127.0.0.1.evil.com:4711",
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
    @DisplayName("R3 a Host that is not this server's is refused, on every route, with the right token too")
    void foreignHostIsRefused(String host) {
        for (var route : Gate.ROUTES) {
            var right = right(route);
            assertEquals(
                    421,
                    status(new Head(right.method(), right.path(), List.of(host), NONE, right.authorizations(), JSON)));
        }
    }

    @Test
    @DisplayName("R3 no Host, or two, is refused")
    void hostMustBeOne() {
        for (var route : Gate.ROUTES) {
            var right = right(route);
            for (var hosts :
                    List.of(NONE, List.of(HOST.getFirst(), "evil.com"), List.of(HOST.getFirst(), HOST.getFirst())))
                assertEquals(
                        421, status(new Head(right.method(), right.path(), hosts, NONE, right.authorizations(), JSON)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.com", "https://127.0.0.1:4711", "http://127.0.0.1:80", "", "file://"})
    @DisplayName("R3 an Origin that is not this server's is refused; null is somebody else's")
    void foreignOriginIsRefused(String origin) {
        for (var route : Gate.ROUTES) {
            var right = right(route);
            assertEquals(
                    403,
                    status(new Head(
                            right.method(), right.path(), HOST, List.of(origin), right.authorizations(), JSON)));
        }
    }

    @Test
    @DisplayName("R3 the server's own Origin passes, unless another stands beside it")
    void ownOriginPasses() {
        var right = right(Gate.Route.COMMAND);
        var own = "http://127.0.0.1:" + PORT;
        assertEquals(
                200, status(new Head(right.method(), right.path(), HOST, List.of(own), right.authorizations(), JSON)));
        assertEquals(
                403,
                status(new Head(
                        right.method(), right.path(), HOST, List.of(own, "null"), right.authorizations(), JSON)));
    }

    @Test
    @DisplayName("R3 without the right token only the public routes answer, and tell nothing of the others")
    void tokenIsNeeded() {
        var other = Token.fresh().reveal();
        for (var presented : List.of(
                NONE,
                bearer(other),
                bearer(""),
                bearer(token.reveal().substring(1)),
                bearer(token.reveal() + "0"),
                List.of(token.reveal()),
                List.of("Basic " + token.reveal()),
                List.of("Bearer " + token.reveal(), "Bearer " + other))) {
            for (var route : Gate.ROUTES)
                for (var method : List.of("GET", "POST", "PUT", "OPTIONS", "HEAD"))
                    assertEquals(
                            route.isPublic ? (method.equals("GET") ? 200 : 405) : 401,
                            status(new Head(method, route.path, HOST, NONE, presented, JSON)));
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
        var right = right(Gate.Route.COMMAND);
        assertEquals(415, status(new Head("POST", right.path(), HOST, NONE, right.authorizations(), List.of(type))));
        assertEquals(415, status(new Head("POST", right.path(), HOST, NONE, right.authorizations(), NONE)));
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
                "http://127.0.0.1:4711/api/command",
                "*",
                "",
                "/api/command%00",
                "/api/%63ommand"
            })
    @DisplayName("R3 only the listed routes exist, in exactly their spelling")
    void otherPathsDoNotExist(String path) {
        assertEquals(404, status(new Head("POST", path, HOST, NONE, bearer(token.reveal()), JSON)));
    }
}
