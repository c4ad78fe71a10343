package org.anode.kernel.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The socket a child is to connect to: in a folder only its owner may enter, for one connection, gone from the file
 * system once that stands. The nonce tells our child from any other process of the same user.
 */
final class Line implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Line.class.getName());
    private static final int NONCE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final ServerSocketChannel server;
    private final String nonce;
    private @Nullable SocketChannel channel;
    private boolean closed;

    private Line(Path folder, ServerSocketChannel server) {
        this.folder = folder;
        this.server = server;
        var bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        nonce = HexFormat.of().formatHex(bytes);
    }

    /** @throws IOException if the folder for temporary files takes no socket */
    static Line open() throws IOException {
        var folder = Files.createTempDirectory("anode-");
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var line = new Line(folder, server);
        try {
            server.bind(UnixDomainSocketAddress.of(line.socket()), 1);
            return line;
        } catch (IOException e) {
            line.close();
            throw e;
        }
    }

    Path socket() {
        return folder.resolve("k");
    }

    String nonce() {
        return nonce;
    }

    /** Blocks for the one connection. Fails when the line is closed meanwhile. */
    SocketChannel accept() throws IOException {
        var accepted = server.accept();
        synchronized (this) {
            channel = accepted;
            remove();
            if (closed) {
                accepted.close();
            }
        }
        return accepted;
    }

    /**
     * The child is gone. Whoever still waits for its connection gets what it left, or else an empty one: ours, which queues
     * behind the child's as closing the socket would not.
     */
    void giveUp() {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket())).close();
        } catch (IOException e) {
            // It was connected: the socket is gone from the file system.
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            remove();
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // A temporary folder stays behind; what follows the end of a kernel matters more.
            LOG.log(System.Logger.Level.DEBUG, "a connection was not tidied up", e);
        }
    }

    private void remove() throws IOException {
        server.close();
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }
}
