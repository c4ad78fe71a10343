package org.anode.node.page;

/** A path of each route. */
final class Paths {
    private Paths() {}

    static String of(Route route) {
        return switch (route) {
            case INDEX -> "/";
            case ASSET -> "/assets/index-0a1b2c3d.js";
            case FRAME -> "/o/frame.html";
            case FRAME_ASSET -> "/o/assets/vega.js";
            case SESSION -> "/api/session";
            case BLOB -> "/api/blob/" + "0a".repeat(32);
            case EXPORT -> "/api/export/" + "a2".repeat(26);
            case IMPORT -> "/api/import";
            case COMMAND -> "/api/command";
            case SOCKET -> "/ws";
        };
    }
}
