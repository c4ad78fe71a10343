package org.anode.kernel.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.anode.kernel.frame.Frame;
import org.anode.kernel.frame.FrameReader;
import org.anode.kernel.frame.FrameWriter;
import org.anode.kernel.posix.Posix;

/**
 * Started as {@code ChildMain SOCKET} with the nonce as the first line of standard input. Lives as long as its socket:
 * when the supervisor is gone, the child and whatever it started go too.
 */
public final class ChildMain {
    /** Stack of the Python thread in bytes: deep recursion of a cell meets Python's own limit first. Reserved, not used. */
    private static final long PYTHON_STACK_BYTES = 256L << 20;

    private ChildMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        serve(UnixDomainSocketAddress.of(args[0]), nonce());
    }

    static void serve(UnixDomainSocketAddress address, String nonce) throws IOException, InterruptedException {
        Posix.hearInterrupts();
        var session = Thread.ofPlatform().daemon().start(Posix::newSession);
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(address);
        var writer = new FrameWriter(channel);
        writer.write(new Frame.Hello(nonce));

        var outbox = new Outbox();
        var input = new InputWait();
        var kernel = new PythonKernel(outbox, new PythonHost(outbox, input), new RawMarks(nonce));
        var python =
                Thread.ofPlatform().name("python").stackSize(PYTHON_STACK_BYTES).unstarted(() -> kernel.serve(session));
        Thread.ofPlatform().daemon().name("writer").start(new Sender(outbox, writer));
        Thread.ofPlatform().daemon().name("reader").start(new Receiver(new FrameReader(channel), kernel, input));
        python.start();
        python.join();
        leave();
    }

    /** Ends this process and its children at once, without shutdown hooks: there is nobody left to tell. */
    static void leave() {
        Posix.killOwnGroup();
        Runtime.getRuntime().halt(0);
    }

    private static String nonce() throws IOException {
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
        if (line == null) {
            throw new IOException("no nonce on standard input");
        }
        return line;
    }
}
