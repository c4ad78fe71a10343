package org.anode.kernel.child;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.frame.Decoded;
import org.anode.kernel.frame.Frame;
import org.anode.kernel.frame.FrameReader;
import org.anode.kernel.frame.FrameWriter;

/**
 * A child that is its own supervisor and runs a set of typical cells, so that the JVM can record which classes and
 * methods a kernel needs. Exits 0 when all of them ran.
 */
public final class TrainingMain {
    private static final String CELLS = "/org/anode/kernel/child/training.py";
    private static final String SEPARATOR = "# %%\n";

    private TrainingMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("anode-");
        var address = UnixDomainSocketAddress.of(folder.resolve("k"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            Thread.ofPlatform().daemon().start(() -> serve(address));
            try (var channel = server.accept()) {
                Files.delete(address.getPath());
                Files.delete(folder);
                train(new FrameReader(channel), new FrameWriter(channel));
                System.exit(0);
            }
        }
    }

    private static void serve(UnixDomainSocketAddress address) {
        try {
            ChildMain.serve(address, "training");
        } catch (IOException | InterruptedException e) {
            System.exit(1);
        }
    }

    private static void train(FrameReader in, FrameWriter out) throws IOException {
        var count = 0;
        for (var cell : cells()) {
            count++;
            out.write(new Frame.Command(new KernelCommand.Execute("t" + count, "Cell " + count, cell, count)));
            skipTo(in, "t" + count);
        }
    }

    private static String[] cells() throws IOException {
        try (var in = TrainingMain.class.getResourceAsStream(CELLS)) {
            if (in == null) {
                throw new IOException("no " + CELLS);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).split(SEPARATOR);
        }
    }

    private static void skipTo(FrameReader in, String run) throws IOException {
        for (var next = in.next(); next.isPresent(); next = in.next()) {
            if (next.get() instanceof Decoded.Ok(Frame.Event(KernelEvent.Finished finished))
                    && finished.run().equals(run)) {
                return;
            }
        }
        throw new IOException("the kernel ended in training");
    }
}
