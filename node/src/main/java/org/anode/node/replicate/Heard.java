package org.anode.node.replicate;

import java.util.List;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * A message as it came, decrypted and read as far as that goes without knowing anything of its notebook: so the thread
 * that brings the next message does that while the notebook is busy with the one before. Immutable; any thread.
 */
public final class Heard {
    private final Parsed<WireMessage> message;
    private final List<Arrived> batches;

    private Heard(Parsed<WireMessage> message, List<Arrived> batches) {
        this.message = message;
        this.batches = List.copyOf(batches);
    }

    public static Heard read(Bytes encoded) {
        var message = WireCodec.decode(encoded);
        return message instanceof Parsed.Ok<WireMessage>(var ok) && ok instanceof WireMessage.Batches batches
                ? new Heard(message, arrived(batches.encoded()))
                : new Heard(message, List.of());
    }

    private static List<Arrived> arrived(List<Bytes> batches) {
        var run = new BatchRun();
        return batches.stream().map(encoded -> Arrived.read(encoded, run)).toList();
    }

    public Parsed<WireMessage> message() {
        return message;
    }

    /** Those of {@link WireMessage.Batches}, in its order; none of any other message. */
    List<Arrived> batches() {
        return batches;
    }
}
