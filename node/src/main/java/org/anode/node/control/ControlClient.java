package org.anode.node.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;

/**
 * A way to the node that runs on a data folder. Speaks just enough HTTP for the node's local server, by hand: it starts
 * at once, and never sends a command twice on its own, as the JDK's URL connection may.
 */
public final class ControlClient implements NodeLink {
    /** Of the local server, which takes commands there. */
    public static final String COMMAND_PATH = "/api/command";

    /** The node is on this machine: whoever does not answer at once is not there. */
    private static final int CONNECT_MS_MAX = 2000;

    private static final int BUFFER_BYTES = 1 << 16;

    private final int port;
    private final Token token;

    public ControlClient(int port, Token token) {
        this.port = port;
        this.token = token;
    }

    /** True if something listens at the node's address. */
    public boolean isThere() {
        try (var socket = connect()) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Reply call(Command command, Consumer<Reply> onReply) {
        var body = ControlJson.encode(command);
        if (body.size() > ControlJson.COMMAND_BYTES_MAX)
            return new Reply.Failed("The source is too large for one cell: split it.", false);
        try (var socket = connect()) {
            send(socket, body);
            return receive(socket, onReply);
        } catch (IOException e) {
            throw new NodeFailure(
                    "The node at port " + port
                            + " ended before it answered; what it had acknowledged is saved: start it"
                            + " again and look.",
                    e);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), CONNECT_MS_MAX);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void send(Socket socket, Bytes body) throws IOException {
        var head = "POST " + COMMAND_PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
                + token.reveal() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.size()
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(Bytes.concat(Bytes.utf8(head), body).toArray());
    }

    private static Reply receive(Socket socket, Consumer<Reply> onReply) throws IOException {
        var lines = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), BUFFER_BYTES);
        var refusal = refusal(lines);
        if (refusal.isPresent()) return refusal.get();
        while (true) {
            switch (next(lines)) {
                case Reply.Asked asked -> onReply.accept(asked);
                case Reply.Progress progress -> onReply.accept(progress);
                case Reply.Text text -> onReply.accept(text);
                case Reply.Done done -> {
                    return done;
                }
                case Reply.Failed failed -> {
                    return failed;
                }
            }
        }
    }

    private static Reply next(BufferedReader lines) throws IOException {
        var line = lines.readLine();
        if (line == null) throw new IOException("the connection ended before the last reply");
        return ControlJson.reply(line).orElseThrow(() -> new IOException("the connection ended inside a reply"));
    }

    /** Reads the head of the response; what the gate or the router refused becomes a failure with its sentence. */
    private static Optional<Reply> refusal(BufferedReader lines) throws IOException {
        var status = lines.readLine();
        if (status == null) throw new IOException("the connection ended before the response");
        for (var line = lines.readLine(); line != null && !line.isEmpty(); ) line = lines.readLine();
        if (status.startsWith("HTTP/1.1 200 ")) return Optional.empty();
        var sentence = lines.readLine();
        return Optional.of(new Reply.Failed(sentence == null ? status : sentence, false));
    }

    @Override
    public void close() {}
}
