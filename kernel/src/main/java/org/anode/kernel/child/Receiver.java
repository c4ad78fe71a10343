package org.anode.kernel.child;

import java.io.IOException;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.frame.Decoded;
import org.anode.kernel.frame.Frame;
import org.anode.kernel.frame.FrameReader;

/** The reader thread: commands go in line, interrupts and answers act at once, the end of the channel ends the process. */
final class Receiver implements Runnable {
    private final FrameReader frames;
    private final PythonKernel kernel;
    private final InputWait input;

    Receiver(FrameReader frames, PythonKernel kernel, InputWait input) {
        this.frames = frames;
        this.kernel = kernel;
        this.input = input;
    }

    @Override
    public void run() {
        try {
            for (var next = frames.next(); next.isPresent(); next = frames.next()) {
                if (next.get() instanceof Decoded.Ok(var frame)) {
                    take(frame);
                }
            }
        } catch (IOException e) {
            // The same as the end.
        }
        ChildMain.leave();
    }

    private void take(Frame frame) {
        switch (frame) {
            case Frame.Interrupt(var run) -> {
                if (kernel.isInterruptedBy(run) && !input.interrupt()) {
                    kernel.interrupt();
                }
            }
            case Frame.Command(KernelCommand.InputReply(var run, var text)) -> input.answer(run, text);
            case Frame.Command command -> kernel.enqueue(command);
            case Frame.Adopt adopt -> kernel.enqueue(adopt);
            case Frame.Warm warm -> kernel.enqueue(warm);
            case Frame.Hello hello -> {}
            case Frame.Event event -> {}
        }
    }
}
