package org.anode.kernel.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.kernel.KernelEvent.Mime;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one frame, read in order. The first fault is remembered and every later field comes out empty, so a reader
 * asks once, at {@link #end}. Nothing is allocated that the frame has no bytes for.
 */
final class FieldReader {
    /** Three empty texts, a kind, no lengths, no size. */
    private static final int VARIABLE_BYTES_MIN = 4 * Integer.BYTES + 2;

    private final ByteBuffer body;
    private @Nullable String fault;

    FieldReader(ByteBuffer body) {
        this.body = body;
    }

    int code() {
        return holds(1) ? body.get() & 0xff : 0;
    }

    boolean flag() {
        var code = code();
        if (code > 1) {
            fail("a boolean of " + code);
        }
        return code == 1;
    }

    long number() {
        return holds(Long.BYTES) ? body.getLong() : 0;
    }

    /** A number that fits an int. */
    int size() {
        var number = number();
        if (number != (int) number) {
            fail("a size of " + number);
        }
        return (int) number;
    }

    Status status() {
        var code = code();
        return switch (code) {
            case 0 -> Status.OK;
            case 1 -> Status.ERROR;
            case 2 -> Status.INTERRUPTED;
            default -> {
                fail("a status of " + code);
                yield Status.ERROR;
            }
        };
    }

    String text() {
        var bytes = new byte[count(1)];
        body.get(bytes);
        return new String(bytes, UTF_8);
    }

    Optional<String> optional() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    List<String> texts() {
        var count = count(Integer.BYTES);
        var texts = new ArrayList<String>(count);
        for (var i = 0; i < count; i++) {
            texts.add(text());
        }
        return List.copyOf(texts);
    }

    Mime mime() {
        var count = count(2 * Integer.BYTES);
        var data = new HashMap<String, String>();
        for (var i = 0; i < count; i++) {
            data.put(text(), text());
        }
        return new Mime(data, text());
    }

    List<Variable> variables() {
        var count = count(VARIABLE_BYTES_MIN);
        var variables = new ArrayList<Variable>(count);
        for (var i = 0; i < count; i++) {
            variables.add(new Variable(text(), kind(), text(), text(), numbers(), optionalNumber()));
        }
        return List.copyOf(variables);
    }

    private Variable.Kind kind() {
        var code = code();
        return switch (code) {
            case 0 -> Variable.Kind.VALUE;
            case 1 -> Variable.Kind.FUNCTION;
            case 2 -> Variable.Kind.CLASS;
            case 3 -> Variable.Kind.MODULE;
            default -> {
                fail("a kind of " + code);
                yield Variable.Kind.VALUE;
            }
        };
    }

    private List<Long> numbers() {
        var count = count(Long.BYTES);
        var numbers = new ArrayList<Long>(count);
        for (var i = 0; i < count; i++) {
            numbers.add(number());
        }
        return List.copyOf(numbers);
    }

    private OptionalLong optionalNumber() {
        return flag() ? OptionalLong.of(number()) : OptionalLong.empty();
    }

    Decoded end(Frame frame) {
        if (fault == null && body.hasRemaining()) {
            fail(body.remaining() + " bytes left over");
        }
        return fault == null ? new Decoded.Ok(frame) : new Decoded.Malformed(fault);
    }

    /** A count of members that take at least {@code bytesEach} each. */
    private int count(int bytesEach) {
        if (!holds(Integer.BYTES)) {
            return 0;
        }
        var count = body.getInt();
        if (count < 0 || (long) count * bytesEach > body.remaining()) {
            fail("a count of " + Integer.toUnsignedString(count));
            return 0;
        }
        return count;
    }

    private boolean holds(int bytes) {
        if (fault == null && body.remaining() < bytes) {
            fail("it ends too early");
        }
        return fault == null;
    }

    private void fail(String reason) {
        if (fault == null) {
            fault = reason;
        }
    }
}
