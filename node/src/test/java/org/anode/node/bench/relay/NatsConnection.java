package org.anode.node.bench.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** The little of NATS' text protocol that is measured: one subject, published to or subscribed. */
final class NatsConnection extends RawConnection {
    private static final int LINE_END_BYTES = 2;

    private final String subject;

    NatsConnection(String subject, Owner owner) {
        super(owner);
        this.subject = subject;
    }

    /** Who publishes does not hear it, as in a room of the relay. The answer to PING comes when the subscription is in force. */
    @Override
    void open() {
        var words =
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}\r\nSUB " + subject + " 1\r\nPING\r\n";
        send(words.getBytes(US_ASCII));
    }

    @Override
    boolean take(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.indexOf(start, in.writerIndex(), (byte) '\r');
        if (end < 0) return false;
        int after = end + LINE_END_BYTES;
        if (in.getByte(start) == 'M') return message(in, end, after);
        if (after > in.writerIndex()) return false;
        control(in.toString(start, end - start, US_ASCII));
        in.readerIndex(after);
        return true;
    }

    private boolean message(ByteBuf in, int end, int payloadAt) {
        if (in.writerIndex() < payloadAt + Template.STAMP_BYTES) return false;
        int size = 0;
        int unit = 1;
        for (int at = end - 1; in.getByte(at) != ' '; at--) {
            size += unit * (in.getByte(at) - '0');
            unit *= 10;
        }
        in.readerIndex(payloadAt + Template.STAMP_BYTES);
        message(in.getLong(payloadAt), in.getLong(payloadAt + 8), size - Template.STAMP_BYTES + LINE_END_BYTES);
        return true;
    }

    private void control(String line) {
        if (line.equals("PONG")) owner().ready();
        else if (line.equals("PING")) send("PONG\r\n".getBytes(US_ASCII));
        else if (line.startsWith("-ERR")) owner().ended(line);
    }

    @Override
    Template template(int payloadBytes) {
        var head = ("PUB " + subject + " " + payloadBytes + "\r\n").getBytes(US_ASCII);
        var bytes = new byte[head.length + payloadBytes + LINE_END_BYTES];
        System.arraycopy(head, 0, bytes, 0, head.length);
        bytes[bytes.length - 2] = '\r';
        bytes[bytes.length - 1] = '\n';
        return new Template(bytes, head.length, 0);
    }
}
