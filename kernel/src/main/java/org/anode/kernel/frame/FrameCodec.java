package org.anode.kernel.frame;

import java.nio.ByteBuffer;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;

/**
 * Frames ↔ bytes. A frame is {@code length u32} (of what follows), {@code type u8}, fields. Numbers are big-endian, text
 * is {@code length u32} and UTF-8, lists and maps are {@code count u32} and their members, booleans one byte.
 */
public final class FrameCodec {
    /** Bytes of one frame without its length: a large picture passes, a runaway value does not fill the heap. */
    public static final int FRAME_BYTES_MAX = 64 << 20;

    static final int HELLO = 1;
    static final int INTERRUPT = 2;
    static final int ADOPT = 3;
    static final int WARM = 4;

    static final int EXECUTE = 16;
    static final int INPUT_REPLY = 17;
    static final int COMPLETE = 18;
    static final int INSPECT = 19;
    static final int LIST_VARIABLES = 20;

    static final int READY = 32;
    static final int STREAM = 33;
    static final int DISPLAY = 34;
    static final int RESULT = 35;
    static final int FAILURE = 36;
    static final int CLEAR = 37;
    static final int INPUT_REQUEST = 38;
    static final int FINISHED = 39;
    static final int COMPLETED = 40;
    static final int INSPECTED = 41;
    static final int VARIABLES_LISTED = 42;

    private FrameCodec() {}

    /**
     * The frame with its length in front, ready to be written.
     *
     * @throws FrameTooLarge if it exceeds {@link #FRAME_BYTES_MAX}
     */
    public static ByteBuffer encode(Frame frame) {
        return switch (frame) {
            case Frame.Hello(var nonce) -> new FieldWriter(HELLO).text(nonce).frame();
            case Frame.Interrupt(var run) ->
                new FieldWriter(INTERRUPT).text(run).frame();
            case Frame.Adopt(var directory) ->
                new FieldWriter(ADOPT).text(directory).frame();
            case Frame.Warm warm -> new FieldWriter(WARM).frame();
            case Frame.Command(var command) -> command(command).frame();
            case Frame.Event(var event) -> event(event).frame();
        };
    }

    private static FieldWriter command(KernelCommand command) {
        return switch (command) {
            case KernelCommand.Execute(var run, var cell, var source, var count) ->
                new FieldWriter(EXECUTE).text(run).text(cell).text(source).number(count);
            case KernelCommand.InputReply(var run, var text) ->
                new FieldWriter(INPUT_REPLY).text(run).text(text);
            case KernelCommand.Complete(var id, var source, var cursor) ->
                new FieldWriter(COMPLETE).text(id).text(source).number(cursor);
            case KernelCommand.Inspect(var id, var source, var cursor) ->
                new FieldWriter(INSPECT).text(id).text(source).number(cursor);
            case KernelCommand.ListVariables(var id) -> new FieldWriter(LIST_VARIABLES).text(id);
        };
    }

    private static FieldWriter event(KernelEvent event) {
        return switch (event) {
            case KernelEvent.Ready(var language, var version, var jit, var startMs) ->
                new FieldWriter(READY).text(language).text(version).flag(jit).number(startMs);
            case KernelEvent.Stream(var run, var name, var text) ->
                new FieldWriter(STREAM).text(run).text(name).text(text);
            case KernelEvent.Display(var run, var displayId, var update, var data) ->
                new FieldWriter(DISPLAY)
                        .text(run)
                        .optional(displayId)
                        .flag(update)
                        .mime(data);
            case KernelEvent.Result(var run, var data) ->
                new FieldWriter(RESULT).text(run).mime(data);
            case KernelEvent.Failure(var run, var ename, var evalue, var traceback) ->
                new FieldWriter(FAILURE).text(run).text(ename).text(evalue).texts(traceback);
            case KernelEvent.Clear(var run, var later) ->
                new FieldWriter(CLEAR).text(run).flag(later);
            case KernelEvent.InputRequest(var run, var prompt, var password) ->
                new FieldWriter(INPUT_REQUEST).text(run).text(prompt).flag(password);
            case KernelEvent.Finished(var run, var status, var tookMs) ->
                new FieldWriter(FINISHED).text(run).status(status).number(tookMs);
            case KernelEvent.Completed(var id, var matches, var from, var to) ->
                new FieldWriter(COMPLETED).text(id).texts(matches).number(from).number(to);
            case KernelEvent.Inspected(var id, var data) ->
                new FieldWriter(INSPECTED).text(id).mime(data);
            case KernelEvent.VariablesListed(var id, var variables, var more) ->
                new FieldWriter(VARIABLES_LISTED).text(id).variables(variables).number(more);
            case KernelEvent.Died died -> throw new IllegalArgumentException("a dead process sends nothing: " + died);
        };
    }

    /** Reads one frame's bytes, without the length in front. Never throws. */
    public static Decoded decode(ByteBuffer body) {
        if (!body.hasRemaining()) {
            return new Decoded.Malformed("empty frame");
        }
        var fields = new FieldReader(body);
        var type = fields.code();
        return known(type) ? fields.end(frame(type, fields)) : new Decoded.Unknown(type);
    }

    private static boolean known(int type) {
        return (type >= HELLO && type <= WARM)
                || (type >= EXECUTE && type <= LIST_VARIABLES)
                || (type >= READY && type <= VARIABLES_LISTED);
    }

    private static Frame frame(int type, FieldReader in) {
        return switch (type) {
            case HELLO -> new Frame.Hello(in.text());
            case INTERRUPT -> new Frame.Interrupt(in.text());
            case ADOPT -> new Frame.Adopt(in.text());
            case WARM -> new Frame.Warm();
            case EXECUTE, INPUT_REPLY, COMPLETE, INSPECT, LIST_VARIABLES -> new Frame.Command(command(type, in));
            default -> new Frame.Event(event(type, in));
        };
    }

    private static KernelCommand command(int type, FieldReader in) {
        return switch (type) {
            case EXECUTE -> new KernelCommand.Execute(in.text(), in.text(), in.text(), in.number());
            case INPUT_REPLY -> new KernelCommand.InputReply(in.text(), in.text());
            case COMPLETE -> new KernelCommand.Complete(in.text(), in.text(), in.size());
            case INSPECT -> new KernelCommand.Inspect(in.text(), in.text(), in.size());
            default -> new KernelCommand.ListVariables(in.text());
        };
    }

    private static KernelEvent event(int type, FieldReader in) {
        return switch (type) {
            case READY -> new KernelEvent.Ready(in.text(), in.text(), in.flag(), in.number());
            case STREAM -> new KernelEvent.Stream(in.text(), in.text(), in.text());
            case DISPLAY -> new KernelEvent.Display(in.text(), in.optional(), in.flag(), in.mime());
            case RESULT -> new KernelEvent.Result(in.text(), in.mime());
            case FAILURE -> new KernelEvent.Failure(in.text(), in.text(), in.text(), in.texts());
            case CLEAR -> new KernelEvent.Clear(in.text(), in.flag());
            case INPUT_REQUEST -> new KernelEvent.InputRequest(in.text(), in.text(), in.flag());
            case FINISHED -> new KernelEvent.Finished(in.text(), in.status(), in.number());
            case COMPLETED -> new KernelEvent.Completed(in.text(), in.texts(), in.size(), in.size());
            case INSPECTED -> new KernelEvent.Inspected(in.text(), in.mime());
            default -> new KernelEvent.VariablesListed(in.text(), in.variables(), in.size());
        };
    }
}
