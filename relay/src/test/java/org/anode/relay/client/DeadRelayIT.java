package org.anode.relay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.anode.relay.Guest;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.Nonce;
import org.anode.relay.wire.ServerCodec;
import org.anode.relay.wire.ServerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Relays that are none, or fall silent. */
class DeadRelayIT {
    private static final ClientLimits USUAL = ClientLimits.DEFAULT;

    private static final ServerMessage CHALLENGE =
            new ServerMessage.Challenge(new Nonce(Bytes.hex("11".repeat(32))), 65_536, 64, 0);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ServerSocket server = listen();

    @AfterEach
    void close() throws IOException {
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Guest guest() {
        return guest(USUAL.helloMs(), USUAL.pingMs(), USUAL.silentMs());
    }

    private Guest guest(int helloMs, int pingMs, int silentMs) {
        var address = RelayAddress.of("ws://127.0.0.1:" + server.getLocalPort());
        var limits = new ClientLimits(
                USUAL.connectMs(), helloMs, pingMs, silentMs, USUAL.unsentLowBytes(), USUAL.unsentHighBytes());
        return new Guest(loops, address, KeyPairSigner.generate(), limits);
    }

    /** Accepts the guest as a WebSocket and says these messages. */
    private Socket accept(ServerMessage... messages) throws Exception {
        var socket = server.accept();
        var head = head(socket.getInputStream());
        var key = Pattern.compile("sec-websocket-key: (.*)\r\n", Pattern.CASE_INSENSITIVE)
                .matcher(head);
        assertTrue(key.find(), head);
        var accept = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1")
                        .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                .getBytes(StandardCharsets.US_ASCII)));
        var out = socket.getOutputStream();
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
                        + "Sec-WebSocket-Protocol: anode-relay-1\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (var message : messages) out.write(frame(Bytes.of(ServerCodec.encode(message))));
        return socket;
    }

    private static byte[] frame(Bytes payload) {
        var out = new ByteArrayOutputStream();
        out.write(0x82);
        out.write(payload.size());
        out.writeBytes(payload.toArray());
        return out.toByteArray();
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.read());
        return head.toString();
    }

    @Test
    @DisplayName("RL-14 a relay that falls silent is noticed")
    void silentAfterWelcome() throws Exception {
        // It counts from the connected socket on, so the welcome has to come within that time.
        var guest = guest(USUAL.helloMs(), 200, 6_000);
        try (var _ = accept(CHALLENGE, new ServerMessage.Welcome())) {
            guest.welcome();
            assertEquals(new Ended.Silent(), guest.ended());
        }
    }

    @Test
    @DisplayName("RL-14 by default within 30 s, however its pings lie")
    void default30() {
        var limits = ClientLimits.DEFAULT;
        assertTrue(limits.silentMs() + limits.pingMs() / 10 <= 30_000);
        assertTrue(limits.silentMs() >= 2 * limits.pingMs(), "one lost pong is no silence");
    }

    @Test
    @DisplayName("RL-14 a relay that accepts and says nothing is given up")
    void silentBeforeWelcome() throws Exception {
        var guest = guest(600, USUAL.pingMs(), USUAL.silentMs());
        try (var _ = server.accept()) {
            assertEquals(new Ended.Silent(), guest.ended());
        }
    }

    @Test
    @DisplayName("RL-2 a relay that talks nonsense is left")
    void nonsense() throws Exception {
        var guest = guest();
        try (var socket = accept(CHALLENGE)) {
            socket.getOutputStream().write(frame(Bytes.hex("0600")));
            assertEquals(new Ended.Malformed("cut short"), guest.ended());
        }
        var second = guest();
        try (var _ = accept(CHALLENGE, CHALLENGE)) {
            assertEquals(new Ended.Malformed("a second CHALLENGE"), second.ended());
        }
        var third = guest();
        try (var _ = accept(new ServerMessage.Welcome())) {
            assertEquals(new Ended.Malformed("WELCOME before CHALLENGE"), third.ended());
        }
    }

    @Test
    @DisplayName("RL-3 a client passes over what a later relay says")
    void later() throws Exception {
        var guest = guest();
        try (var socket = accept(CHALLENGE)) {
            socket.getOutputStream().write(frame(Bytes.hex("7001")));
            socket.getOutputStream().write(frame(Bytes.hex("02")));
            guest.welcome();
        }
        assertInstanceOf(Ended.Closed.class, guest.ended());
    }

    @Test
    @DisplayName("RL-14 a client says why it did not come to a connection")
    void noRelay() throws Exception {
        var guest = guest();
        try (var socket = server.accept()) {
            head(socket.getInputStream());
            socket.getOutputStream()
                    .write("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(new Ended.NotServed(503), guest.ended());
        }
        server.close();
        assertInstanceOf(Ended.Unreachable.class, guest().ended());
        var nowhere = new Guest(loops, RelayAddress.of("ws://no-such-host.invalid"));
        assertInstanceOf(Ended.Unreachable.class, nowhere.ended());
    }

    @Test
    @DisplayName("RL-14 a client that closes hears that it did, once, and sends nothing more")
    void closeHere() throws Exception {
        var guest = guest();
        try (var _ = accept(CHALLENGE, new ServerMessage.Welcome())) {
            guest.welcome();
            guest.close();
            guest.close();
            assertEquals(new Ended.Here(), guest.ended());
            var stay = new Guest.Stay(
                    new org.anode.relay.wire.RequestId(1),
                    new org.anode.relay.wire.RoomHandle(1),
                    new org.anode.relay.wire.MemberId(1),
                    List.of());
            assertTrue(!guest.broadcast(stay, "x"));
        }
    }
}
