package org.anode.kernel.child;

import java.io.IOException;
import java.util.List;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.frame.Frame;
import org.anode.kernel.frame.FrameTooLarge;
import org.anode.kernel.frame.FrameWriter;

/** The writer thread: sends what the outbox holds, until the channel breaks. */
final class Sender implements Runnable {
    private final Outbox outbox;
    private final FrameWriter writer;

    Sender(Outbox outbox, FrameWriter writer) {
        this.outbox = outbox;
        this.writer = writer;
    }

    @Override
    public void run() {
        try {
            while (true) {
                send(outbox.take());
            }
        } catch (IOException | InterruptedException e) {
            ChildMain.leave();
        }
    }

    private void send(KernelEvent event) throws IOException {
        try {
            writer.write(new Frame.Event(event));
        } catch (FrameTooLarge e) {
            writer.write(new Frame.Event(notice(event, e)));
        }
    }

    /** Takes the place of what was too large, so that nothing goes missing silently. */
    private static KernelEvent notice(KernelEvent event, FrameTooLarge e) {
        var text = "[output dropped: " + e.getMessage() + "]\n";
        return switch (event) {
            case KernelEvent.Display display -> new KernelEvent.Stream(display.run(), "stderr", text);
            case KernelEvent.Result result -> new KernelEvent.Stream(result.run(), "stderr", text);
            case KernelEvent.Failure failure ->
                new KernelEvent.Failure(failure.run(), failure.ename(), text, List.of());
            case KernelEvent.Completed completed ->
                new KernelEvent.Completed(completed.id(), List.of(), completed.from(), completed.to());
            case KernelEvent.Inspected inspected -> new KernelEvent.Inspected(inspected.id(), KernelEvent.Mime.EMPTY);
            case KernelEvent.VariablesListed listed ->
                new KernelEvent.VariablesListed(
                        listed.id(), List.of(), listed.variables().size() + listed.more());
            case KernelEvent.InputRequest request ->
                new KernelEvent.InputRequest(request.run(), text, request.password());
            case KernelEvent.Stream stream -> new KernelEvent.Stream(stream.run(), "stderr", text);
            case KernelEvent.Ready ready -> ready;
            case KernelEvent.Clear clear -> clear;
            case KernelEvent.Finished finished -> finished;
            case KernelEvent.Died died -> died;
        };
    }
}
