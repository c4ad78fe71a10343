package org.anode.node.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The only way out of the browser: a proxy that writes down what wanted out, and lets nothing through. */
final class Trap implements AutoCloseable {
    private static final int ASKED_MS_MAX = 2000;

    /** What the browser asks its maker, whatever page it shows; not all of it can be switched off. */
    private static final Pattern BROWSERS_OWN =
            Pattern.compile("^\\w+ (http://)?[\\w-]+\\.(google|googleapis|gvt1)\\.com[:/]");

    private final ServerSocket server;
    private final List<String> caught = new CopyOnWriteArrayList<>();

    Trap() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    /** First lines of requests, as {@code GET http://evil.example/x HTTP/1.1}. */
    List<String> caught() {
        return List.copyOf(caught);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> hear(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void hear(Socket socket) {
        try (socket) {
            socket.setSoTimeout(ASKED_MS_MAX);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var line = in.readLine();
            if (line != null && !BROWSERS_OWN.matcher(line).find()) caught.add(line);
        } catch (IOException e) {
            // Nothing was asked.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
