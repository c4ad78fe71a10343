package org.anode.kernel.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.anode.kernel.KernelEvent.Mime;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.Variable;

/** Fields of one frame, appended in order. */
final class FieldWriter {
    private static final int FIRST_BYTES = 256;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);

    FieldWriter(int type) {
        buffer.putInt(0).put((byte) type);
    }

    FieldWriter text(String text) {
        var utf8 = text.getBytes(UTF_8);
        room(Integer.BYTES + (long) utf8.length);
        buffer.putInt(utf8.length).put(utf8);
        return this;
    }

    FieldWriter optional(Optional<String> text) {
        flag(text.isPresent());
        return text.map(this::text).orElse(this);
    }

    FieldWriter texts(List<String> texts) {
        count(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** Keys go in order, so that equal bundles give equal bytes. */
    FieldWriter mime(Mime mime) {
        count(mime.data().size());
        new TreeMap<>(mime.data()).forEach((type, value) -> text(type).text(value));
        return text(mime.metadata());
    }

    FieldWriter variables(List<Variable> variables) {
        count(variables.size());
        variables.forEach(this::variable);
        return this;
    }

    private void variable(Variable variable) {
        text(variable.name()).kind(variable.kind()).text(variable.type()).text(variable.value());
        count(variable.lengths().size());
        variable.lengths().forEach(this::number);
        flag(variable.bytes().isPresent());
        variable.bytes().ifPresent(this::number);
    }

    private FieldWriter kind(Variable.Kind kind) {
        return code(
                switch (kind) {
                    case VALUE -> 0;
                    case FUNCTION -> 1;
                    case CLASS -> 2;
                    case MODULE -> 3;
                });
    }

    FieldWriter number(long number) {
        room(Long.BYTES);
        buffer.putLong(number);
        return this;
    }

    FieldWriter flag(boolean flag) {
        return code(flag ? 1 : 0);
    }

    FieldWriter status(Status status) {
        return code(
                switch (status) {
                    case OK -> 0;
                    case ERROR -> 1;
                    case INTERRUPTED -> 2;
                });
    }

    FieldWriter code(int code) {
        room(1);
        buffer.put((byte) code);
        return this;
    }

    private void count(int count) {
        room(Integer.BYTES);
        buffer.putInt(count);
    }

    ByteBuffer frame() {
        buffer.putInt(0, buffer.position() - Integer.BYTES);
        return buffer.flip();
    }

    private void room(long bytes) {
        if (buffer.remaining() >= bytes) {
            return;
        }
        var needed = buffer.position() + bytes;
        if (needed > FrameCodec.FRAME_BYTES_MAX + (long) Integer.BYTES) {
            throw new FrameTooLarge(needed);
        }
        var larger =
                ByteBuffer.allocate((int) Math.max(needed, Math.min(2L * buffer.capacity(), Integer.MAX_VALUE / 2)));
        buffer = larger.put(buffer.flip());
    }
}
