package org.anode.node.recovery;

import java.util.List;
import java.util.Optional;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.engine.Genesis;

/**
 * What a trial repeats: the document before, and the batches applied to it.
 *
 * @param saved   the snapshot; without one the document starts from {@code genesis}
 * @param batches encoded, in the order they are applied
 */
record TrialInput(Genesis genesis, Optional<Bytes> saved, List<Bytes> batches) {
    /** A saved document (R10) and a long tail of batches. */
    static final int FILE_BYTES_MAX = 1 << 30;

    private static final int BATCHES_MAX = 1 << 20;
    private static final int GENESIS_CHARS_MAX = 16;

    TrialInput {
        batches = List.copyOf(batches);
    }

    Bytes encode() {
        return CborWriter.array(
                3,
                out -> out.text(genesis.name()).bytes(saved.orElse(Bytes.EMPTY)).each(batches, out::bytes));
    }

    static Parsed<TrialInput> decode(Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            var genesis = Genesis.valueOf(in.text(GENESIS_CHARS_MAX));
            var saved = in.bytesUpTo(FILE_BYTES_MAX);
            return new TrialInput(
                    genesis,
                    Optional.of(saved).filter(bytes -> !bytes.isEmpty()),
                    in.each(BATCHES_MAX, () -> in.bytesUpTo(FILE_BYTES_MAX)));
        });
    }
}
