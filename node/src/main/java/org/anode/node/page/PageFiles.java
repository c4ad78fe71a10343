package org.anode.node.page;

import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The files of the page, from the folder {@code page} of the class path. They hold nobody's data. */
final class PageFiles {
    private static final String FOLDER = "/page";
    private static final String NO_PAGE =
            "This is an Anode node without its page: build it with Maven, or use the command line: see anode --help.";

    /** A name that changes with the content. */
    private static final Pattern HASHED = Pattern.compile(".*-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    /** As many as the page has files. */
    private static final Map<String, byte[]> PACKED = new ConcurrentHashMap<>();

    private PageFiles() {}

    static void index(Channel to, String host) {
        var html = read("/index.html");
        if (html.isEmpty()) Answer.sentence(to, 200, NO_PAGE);
        else Answer.send(to, 200, type("index.html"), html.get(), Map.of("Content-Security-Policy", pagePolicy(host)));
    }

    static void asset(Channel to, String name, boolean gzip) {
        send(
                to,
                "/assets/" + name,
                gzip,
                Map.of("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
    }

    static void frame(Channel to, String host) {
        send(to, "/o/frame.html", false, framed(host, "no-cache"));
    }

    /** Frames are of no origin, so what they load is shared with all of them. */
    static void frameAsset(Channel to, String name, String host, boolean gzip) {
        send(to, "/o/assets/" + name, gzip, framed(host, caching(name)));
    }

    private static Map<String, String> framed(String host, String caching) {
        return Map.of(
                "Content-Security-Policy",
                framePolicy(host),
                "Cross-Origin-Resource-Policy",
                "cross-origin",
                "Cache-Control",
                caching);
    }

    private static void send(Channel to, String path, boolean gzip, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("Cache-Control", caching(path));
        all.put("Vary", "Accept-Encoding");
        var body = read(path);
        if (body.isEmpty()) {
            Answer.sentence(to, 404, "There is no such file.");
        } else if (gzip && isText(path)) {
            all.put("Content-Encoding", "gzip");
            Answer.send(to, 200, type(path), PACKED.computeIfAbsent(path, _ -> packed(body.get())), all);
        } else {
            Answer.send(to, 200, type(path), body.get(), all);
        }
    }

    private static boolean isText(String path) {
        return path.endsWith(".js") || path.endsWith(".css") || path.endsWith(".html") || path.endsWith(".svg");
    }

    static byte[] packed(byte[] body) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String caching(String name) {
        return HASHED.matcher(name).matches() ? FOR_EVER : ASK_AGAIN;
    }

    /** What the page may do: run its own scripts, talk to this server, show frames from one path. */
    static String pagePolicy(String host) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
                + " font-src 'self'; connect-src 'self' ws://" + host + "; frame-src http://" + host
                + "/o/frame.html; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
    }

    /** What rich output may do: run scripts of its own and of {@code /o/assets/}, and nothing to anybody else. */
    static String framePolicy(String host) {
        return "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'"
                + " blob: http://" + host + "/o/assets/; style-src 'unsafe-inline' data: blob: http://" + host
                + "/o/assets/; img-src data: blob:; media-src data: blob:; font-src data:; worker-src blob:;"
                + " connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors http://" + host;
    }

    private static String type(String name) {
        var suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(suffix, "application/octet-stream");
    }

    private static Optional<byte[]> read(String path) {
        try (var in = PageFiles.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
