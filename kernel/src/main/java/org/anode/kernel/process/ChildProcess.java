package org.anode.kernel.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.frame.Decoded;
import org.anode.kernel.frame.Frame;
import org.anode.kernel.frame.FrameReader;
import org.anode.kernel.frame.FrameTooLarge;
import org.anode.kernel.frame.FrameWriter;
import org.anode.kernel.frame.RawMark;
import org.anode.kernel.posix.Posix;
import org.anode.kernel.process.Supervision.Effect;
import org.anode.kernel.process.Supervision.Input;

/** One child JVM: carries out what its {@link Supervision} decides. */
final class ChildProcess implements Kernel {
    private static final int PUMP_BYTES = 8 << 10;
    private static final long NS_PER_MS = 1_000_000;

    private volatile KernelListener listener;
    private boolean released;
    private final Supervision supervision;
    private final Inbox inbox = new Inbox();
    private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final Line line;
    private final Process process;

    /** What the sender takes. */
    private sealed interface Outgoing {
        record Send(Frame frame) implements Outgoing {}

        /** Nothing more will come. */
        record End() implements Outgoing {}
    }

    private ChildProcess(KernelSpec spec, KernelListener listener, boolean spare, Line line, Process process) {
        this.listener = listener;
        this.supervision = new Supervision(spec.heapMiB(), spare, nowMs());
        this.line = line;
        this.process = process;
    }

    /**
     * @param spare whether the process waits for {@link #adopt}; until then its listener hears of its death only
     * @throws IOException if there is no such program, directory or socket
     */
    static ChildProcess start(ChildRuntime runtime, KernelSpec spec, KernelListener listener, boolean spare)
            throws IOException {
        var line = Line.open();
        try {
            var process = spawn(runtime, spec, line.socket());
            var child = new ChildProcess(spec, listener, spare, line, process);
            child.startThreads();
            return child;
        } catch (IOException e) {
            line.close();
            throw e;
        }
    }

    private static Process spawn(ChildRuntime runtime, KernelSpec spec, Path socket) throws IOException {
        var builder = new ProcessBuilder(ChildCommand.of(
                runtime, spec.heapMiB(), List.of(spec.pace().flag()), ChildCommand.MAIN, socket.toString()));
        builder.directory(spec.directory().toFile());
        ChildEnvironment.scrub(builder.environment());
        return builder.start();
    }

    private void startThreads() {
        var name = "kernel-" + process.pid();
        thread(name + "-dispatcher", this::dispatch);
        thread(name + "-reader", this::read);
        thread(name + "-stdout", () -> pump("stdout", process.getInputStream()));
        thread(name + "-stderr", () -> pump("stderr", process.getErrorStream()));
        var _ = process.onExit().thenAccept(ended -> exited(ended.exitValue()));
    }

    private void exited(int code) {
        line.giveUp();
        inbox.put(new Input.Exited(code));
    }

    private static void thread(String name, Runnable body) {
        Thread.ofPlatform().daemon().name(name).start(body);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void send(KernelCommand command) {
        inbox.put(new Input.Asked(command));
    }

    @Override
    public void interrupt() {
        inbox.put(new Input.InterruptAsked());
    }

    /**
     * Gives a spare its directory and its listener, before the first command.
     *
     * @return false if it is dead, which its former listener heard
     */
    synchronized boolean adopt(Path directory, KernelListener owner) {
        if (released) {
            return false;
        }
        listener = owner;
        inbox.put(new Input.AdoptAsked(directory.toString()));
        return true;
    }

    @Override
    public void close() {
        inbox.put(new Input.CloseAsked());
    }

    private void dispatch() {
        try {
            for (var last = false; !last; ) {
                var input = inbox.take(leftMs(supervision.deadlineMs())).orElseGet(Input.Ticked::new);
                last = carryOut(input);
            }
        } catch (InterruptedException e) {
            kill();
        }
    }

    private static OptionalLong leftMs(OptionalLong deadlineMs) {
        return deadlineMs.isEmpty() ? deadlineMs : OptionalLong.of(Math.max(0, deadlineMs.getAsLong() - nowMs()));
    }

    /** True when nothing more will come. */
    private boolean carryOut(Input input) {
        var effects = supervision.on(input, nowMs());
        var last = effects.contains(new Effect.Release());
        if (last) {
            release();
        }
        for (var effect : effects) {
            switch (effect) {
                case Effect.Tell(var event) -> listener.on(event);
                case Effect.Send(var frame) -> outgoing.add(new Outgoing.Send(frame));
                case Effect.Kill kill -> kill();
                case Effect.Release release -> {}
            }
        }
        return last;
    }

    /** The group first; a child that has not made its own group yet has no children either. */
    private void kill() {
        if (!Posix.killGroup(process.pid())) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }

    private synchronized void release() {
        released = true;
        inbox.close();
        line.close();
        outgoing.add(new Outgoing.End());
    }

    /** Whether its process is gone and nothing more will be heard of it. */
    synchronized boolean isReleased() {
        return released;
    }

    private void read() {
        try {
            tellNonce();
            var channel = line.accept();
            var frames = new FrameReader(channel);
            if (greeted(frames)) {
                thread("kernel-" + process.pid() + "-sender", () -> write(channel));
                hearAll(frames);
            }
        } catch (IOException e) {
            // The connection is gone; the process's end tells why.
        }
        inbox.put(new Input.HungUp());
    }

    private void tellNonce() throws IOException {
        try (var stdin = process.getOutputStream()) {
            stdin.write((line.nonce() + "\n").getBytes(US_ASCII));
        }
    }

    private boolean greeted(FrameReader frames) throws IOException {
        var first = frames.next();
        return first.isPresent() && first.get().equals(new Decoded.Ok(new Frame.Hello(line.nonce())));
    }

    private void hearAll(FrameReader frames) throws IOException {
        for (var next = frames.next(); next.isPresent(); next = frames.next()) {
            if (next.get() instanceof Decoded.Ok(var frame)) {
                inbox.put(new Input.Heard(frame), weight(frame));
            }
        }
    }

    private static long weight(Frame frame) {
        return frame instanceof Frame.Event(var event) ? event.weight() : 0;
    }

    private void write(SocketChannel channel) {
        var writer = new FrameWriter(channel);
        try {
            while (outgoing.take() instanceof Outgoing.Send(var frame)) {
                write(writer, frame);
            }
        } catch (IOException | InterruptedException e) {
            // The reader notices the end, too.
        }
    }

    private void write(FrameWriter writer, Frame frame) throws IOException {
        try {
            writer.write(frame);
        } catch (FrameTooLarge e) {
            refuse(frame, e);
        }
    }

    private void refuse(Frame frame, FrameTooLarge e) {
        if (frame instanceof Frame.Command(KernelCommand.Execute execute)) {
            inbox.put(heard(
                    new KernelEvent.Failure(execute.run(), "ValueError", String.valueOf(e.getMessage()), List.of())));
            inbox.put(heard(new KernelEvent.Finished(execute.run(), KernelEvent.Status.ERROR, 0)));
            // The child knows nothing of it and leaves no marks.
            inbox.put(new Input.Marked("stdout"));
            inbox.put(new Input.Marked("stderr"));
        }
    }

    private static Input heard(KernelEvent event) {
        return new Input.Heard(new Frame.Event(event));
    }

    private void pump(String name, InputStream in) {
        var text = new RawText(
                RawMark.of(line.nonce()),
                written -> inbox.put(new Input.Wrote(name, written), KernelEvent.PLAIN_CHARS + written.length()),
                () -> inbox.put(new Input.Marked(name)));
        var chunk = new byte[PUMP_BYTES];
        try (in) {
            for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                text.add(chunk, n);
            }
        } catch (IOException e) {
            // Closed with the process.
        }
        text.end();
        inbox.put(new Input.EndOfOutput(name));
    }

    private static long nowMs() {
        return System.nanoTime() / NS_PER_MS;
    }
}
