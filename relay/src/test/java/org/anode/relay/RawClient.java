package org.anode.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientCodec;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.Decoded;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.Nonce;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomKey;
import org.anode.relay.wire.ServerCodec;
import org.anode.relay.wire.ServerMessage;
import org.anode.relay.wire.Signature;
import org.anode.relay.wire.SignedText;
import org.anode.relay.wire.Signer;

/** A client byte by byte, that can do everything wrong. It reads only when asked to. */
final class RawClient implements AutoCloseable {
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    /** What {@link #closeCode} says when the connection ended without a close frame. */
    static final int BROKEN = -1;

    private static final int TIMEOUT_MS = 20_000;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    final KeyPairSigner key = KeyPairSigner.generate();
    private Nonce nonce;

    /** A frame from the relay. */
    record Frame(int opcode, Bytes payload) {}

    /** @param receiveBytes of the socket's buffer, 0 for the usual */
    RawClient(int port, int receiveBytes) {
        try {
            if (receiveBytes > 0) socket.setReceiveBufferSize(receiveBytes);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient(int port) {
        this(port, 0);
    }

    static List<String> headers() {
        return List.of(
                "Host: 127.0.0.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: anode-relay-1",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    static String request(List<String> headers) {
        return "GET /v1 HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    RawClient send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The response's head, up to the empty line; empty if there is none. */
    String head() {
        var head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) break;
                head.write(next);
            }
        } catch (SocketException e) {
            // Reset: what came, came.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** All there is until the relay closes. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        var head = head();
        return head.isEmpty() ? BROKEN : Integer.parseInt(head.substring(9, 12));
    }

    /** Up to the challenge. */
    RawClient open() {
        return open(headers());
    }

    RawClient open(List<String> headers) {
        send(request(headers));
        assertEquals(101, status());
        nonce = assertInstanceOf(ServerMessage.Challenge.class, message()).nonce();
        return this;
    }

    Nonce nonce() {
        return nonce;
    }

    RawClient welcome() {
        open();
        say(auth(Relays.NAME));
        assertInstanceOf(ServerMessage.Welcome.class, message());
        return this;
    }

    ClientMessage.Auth auth(RelayName name) {
        return auth(name, SignedText.auth(name, nonce), Bytes.EMPTY);
    }

    ClientMessage.Auth auth(RelayName name, Bytes signed, Bytes token) {
        var signature = new Signature(Bytes.wrap(key.sign(signed.toArray())));
        return new ClientMessage.Auth(client(), signature, name, token);
    }

    private ClientKey client() {
        return new ClientKey(Bytes.wrap(key.publicKey()));
    }

    ServerMessage.Joined join(Signer room) {
        var id = new RoomKey(Bytes.wrap(room.publicKey()));
        var text = SignedText.join(Relays.NAME, nonce, client(), id);
        say(new ClientMessage.Join(new RequestId(1), id, new Signature(Bytes.wrap(room.sign(text.toArray())))));
        return assertInstanceOf(ServerMessage.Joined.class, message());
    }

    RawClient say(ClientMessage message) {
        return send(binary(Bytes.of(ClientCodec.encode(message))));
    }

    static byte[] binary(Bytes payload) {
        return frame(0x82, true, payload);
    }

    /** @param first FIN, reserved bits and opcode */
    static byte[] frame(int first, boolean masked, Bytes payload) {
        int size = payload.size();
        var all = ByteBuffer.allocate(size + 14).put((byte) first);
        int maskBit = masked ? 0x80 : 0;
        if (size < 126) all.put((byte) (maskBit | size));
        else if (size <= 0xffff) all.put((byte) (maskBit | 126)).putShort((short) size);
        else all.put((byte) (maskBit | 127)).putLong(size);
        return finish(all, masked, payload);
    }

    /** With a length encoded in so many bytes, minimal or not. */
    static byte[] frame(int first, int lengthBytes, long length, Bytes payload) {
        var all = ByteBuffer.allocate(payload.size() + 14).put((byte) first);
        if (lengthBytes == 2) all.put((byte) (0x80 | 126)).putShort((short) length);
        else all.put((byte) (0x80 | 127)).putLong(length);
        return finish(all, true, payload);
    }

    private static byte[] finish(ByteBuffer all, boolean masked, Bytes payload) {
        var bytes = payload.toArray();
        if (masked) {
            all.put(MASK);
            for (int i = 0; i < bytes.length; i++) bytes[i] ^= MASK[i % 4];
        }
        return Bytes.of(all.put(bytes).flip()).toArray();
    }

    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        assertEquals(0x80, first & 0xf0, "whole frames without reserved bits");
        int size = in.readUnsignedByte();
        if (size == 126) size = in.readUnsignedShort();
        else if (size == 127) size = Math.toIntExact(in.readLong());
        return new Frame(first & 0xf, Bytes.wrap(in.readNBytes(size)));
    }

    Frame nextFrame() {
        try {
            return next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message; pings on the way are passed over, not answered. */
    ServerMessage message() {
        while (true) {
            var frame = nextFrame();
            if (frame.opcode() == PING) continue;
            assertEquals(2, frame.opcode(), () -> frame.toString());
            var decoded = ServerCodec.decode(frame.payload().asReadOnlyBuffer());
            return assertInstanceOf(Decoded.Ok.class, decoded).message() instanceof ServerMessage message
                    ? message
                    : null;
        }
    }

    /** Reads on until the relay closes. @return the code it gave */
    int closeCode() {
        try {
            while (true) {
                var frame = next();
                if (frame.opcode() == CLOSE)
                    return frame.payload().asReadOnlyBuffer().getShort();
            }
        } catch (EOFException | SocketException e) {
            return BROKEN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says nothing more. */
    RawClient hangUp() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on until nothing comes any more. */
    boolean isOver() {
        try {
            in.skipNBytes(Long.MAX_VALUE);
            return false;
        } catch (EOFException | SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
