package org.anode.node.wire;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.function.Consumer;
import org.anode.schema.Bytes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Writes one CBOR item after another: definite lengths, shortest numbers. */
public final class CborWriter {
    private static final CBORFactory FACTORY = new CBORFactory();

    private final JsonGenerator out;

    private CborWriter(JsonGenerator out) {
        this.out = out;
    }

    /** An array of {@code size} items, which {@code items} writes. */
    public static Bytes array(int size, Consumer<CborWriter> items) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new CborWriter(generator).list(size, items);
        }
        return Bytes.wrap(bytes.toByteArray());
    }

    public CborWriter bytes(Bytes value) {
        out.writeBinary(value.toArray());
        return this;
    }

    public CborWriter text(String value) {
        out.writeString(value);
        return this;
    }

    public CborWriter number(long value) {
        out.writeNumber(value);
        return this;
    }

    /** An array within the array. */
    public CborWriter list(int size, Consumer<CborWriter> items) {
        out.writeStartArray(null, size);
        items.accept(this);
        out.writeEndArray();
        return this;
    }

    /** An array with one item for each value. */
    public <T> CborWriter each(Collection<T> values, Consumer<T> item) {
        return list(values.size(), _ -> values.forEach(item));
    }
}
