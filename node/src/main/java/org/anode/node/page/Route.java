package org.anode.node.page;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.anode.node.control.ControlClient;
import org.anode.node.control.ControlJson;

/** Every route there is; what is not in this table does not exist. */
enum Route {
    INDEX("GET", "/", Access.PUBLIC, 0),
    ASSET("GET", "/assets/([A-Za-z0-9_-][A-Za-z0-9._-]{0,127})", Access.PUBLIC, 0),
    FRAME("GET", "/o/frame\\.html", Access.PUBLIC, 0),
    FRAME_ASSET("GET", "/o/assets/([A-Za-z0-9_-][A-Za-z0-9._-]{0,127})", Access.PUBLIC, 0),
    SESSION("POST", "/api/session", Access.LINK, Limits.SESSION_BYTES),
    BLOB("GET", "/api/blob/([0-9a-f]{64})", Access.PAGE, 0),
    EXPORT("GET", "/api/export/([a-z2-7]{52})", Access.PAGE, 0),
    IMPORT("POST", "/api/import", Access.PAGE, Limits.IMPORT_BYTES),
    COMMAND("POST", ControlClient.COMMAND_PATH, Access.CONTROL, ControlJson.COMMAND_BYTES_MAX),
    SOCKET("GET", "/ws", Access.SOCKET, 0);

    final String method;
    final Access access;

    /** Of the request. */
    final int bodyBytesMax;

    private final Pattern path;

    Route(String method, String path, Access access, int bodyBytesMax) {
        this.method = method;
        this.path = Pattern.compile(path);
        this.access = access;
        this.bodyBytesMax = bodyBytesMax;
    }

    private static final class Limits {
        /** A token and its braces. */
        static final int SESSION_BYTES = 1 << 10;

        /** 64 MiB of text, and what JSON adds to it. */
        static final int IMPORT_BYTES = 96 << 20;

        private Limits() {}
    }

    /** Who may use a route. */
    enum Access {
        /** Everybody who names this server: files that hold nobody's data. */
        PUBLIC,
        /** The one-time token of a link stands in the body, and is swapped for a page session. */
        LINK,
        /** A page session as bearer. */
        PAGE,
        /** The control token as bearer. */
        CONTROL,
        /** A WebSocket upgrade from this server's own page, whose first message carries a page session. */
        SOCKET
    }

    /** A route, and the part of the path that it leaves open; empty where it leaves none. */
    record Match(Route route, String rest) {}

    static Optional<Match> of(String path) {
        return Stream.of(values()).flatMap(route -> route.match(path).stream()).findFirst();
    }

    private Optional<Match> match(String asked) {
        var matcher = path.matcher(asked);
        if (!matcher.matches()) return Optional.empty();
        return Optional.of(new Match(this, matcher.groupCount() == 0 ? "" : matcher.group(1)));
    }

    /** Whether a request has a body, which must be application/json. */
    boolean hasBody() {
        return bodyBytesMax > 0;
    }
}
