package org.anode.node.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A line to a server on this machine, which can be slow, and be cut: a TCP proxy on a free port of loopback. */
public final class Line implements AutoCloseable {
    private static final int PIECE_BYTES = 4 << 10;

    private final ServerSocket listening;
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What a second brings from the server; 0 for all there is. */
    private volatile int bytesPerSecond;

    private volatile boolean up = true;

    public Line(int to) throws IOException {
        this.to = to;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public Line slow(int most) {
        bytesPerSecond = most;
        return this;
    }

    /** Whoever is connected is cut off, and nobody gets through. */
    public void cut() {
        up = false;
        open.forEach(Line::end);
    }

    public void mend() {
        up = true;
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                var near = listening.accept();
                if (up) connect(near);
                else end(near);
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void connect(Socket near) {
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), to);
            open.add(near);
            open.add(far);
            Thread.ofVirtual().start(() -> pump(near, far, false));
            Thread.ofVirtual().start(() -> pump(far, near, true));
        } catch (IOException _) {
            end(near);
        }
    }

    private void pump(Socket from, Socket into, boolean slowly) {
        try (InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            var piece = new byte[PIECE_BYTES];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.write(piece, 0, count);
                int most = bytesPerSecond;
                if (slowly && most > 0) TimeUnit.MICROSECONDS.sleep(1_000_000L * count / most);
            }
        } catch (IOException | InterruptedException _) {
            // cut
        } finally {
            end(from);
            end(into);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it was closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Line::end);
    }
}
