package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void whoWaitsForAChildThatIsGoneGetsAnEmptyConnection() throws IOException {
        try (var line = Line.open()) {
            line.giveUp();
            assertEquals(-1, firstByte(line.accept()));
        }
    }

    @Test
    void whatAChildSaidBeforeItWentIsHeard() throws IOException {
        try (var line = Line.open()) {
            try (var child = SocketChannel.open(UnixDomainSocketAddress.of(line.socket()))) {
                child.write(ByteBuffer.wrap(new byte[] {42}));
            }
            line.giveUp();
            assertEquals(42, firstByte(line.accept()));
        }
    }

    @Test
    void givingUpIsHarmlessOnceTheChildIsConnected() throws IOException {
        try (var line = Line.open();
                var child = SocketChannel.open(UnixDomainSocketAddress.of(line.socket()));
                var accepted = line.accept()) {
            line.giveUp();
            child.write(ByteBuffer.wrap(new byte[] {42}));
            assertEquals(42, firstByte(accepted));
        }
    }

    /** -1 at the end. */
    private static int firstByte(SocketChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(1);
        return channel.read(bytes) < 0 ? -1 : bytes.get(0);
    }
}
