package org.anode.node.recovery;

import java.nio.file.Path;
import org.anode.node.folder.PrivateFiles;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.Loaded;
import org.anode.schema.engine.NativeLibrary;

/**
 * The program of the child process that applies again what may have killed its parent (SY-10). It ends with
 * {@link #SURVIVED} when it got to the end, whatever came of each batch: only dying counts.
 */
final class ApplyTrial {
    static final int SURVIVED = 0;
    private static final int NO_INPUT = 3;

    private ApplyTrial() {}

    /** @param arguments the file with the {@link TrialInput}, the folder of native libraries */
    public static void main(String[] arguments) {
        var file = PrivateFiles.read(Path.of(arguments[0]), TrialInput.FILE_BYTES_MAX);
        NativeLibrary.load(Path.of(arguments[1]));
        System.exit(file.map(TrialInput::decode).map(ApplyTrial::run).orElse(NO_INPUT));
    }

    private static int run(Parsed<TrialInput> parsed) {
        return switch (parsed) {
            case Parsed.Malformed<TrialInput> _ -> NO_INPUT;
            case Parsed.Ok<TrialInput>(var input) -> apply(input);
        };
    }

    private static int apply(TrialInput input) {
        try (var document = open(input)) {
            for (var encoded : input.batches()) apply(document, encoded);
            document.save();
            return SURVIVED;
        }
    }

    /** As the node does: the snapshot if it loads, else from the start. */
    private static AutomergeDoc open(TrialInput input) {
        return input.saved()
                .map(saved -> AutomergeDoc.load(saved, Genesis.ACTOR))
                .flatMap(loaded -> loaded instanceof Loaded.Ok(var document)
                        ? java.util.Optional.of(document)
                        : java.util.Optional.empty())
                .orElseGet(() -> AutomergeDoc.create(input.genesis().chunk(), Genesis.ACTOR));
    }

    private static void apply(AutomergeDoc document, Bytes encoded) {
        if (BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var sealed)
                && BatchContents.open(sealed) instanceof Parsed.Ok<java.util.List<ChangeChunk>>(var changes))
            document.apply(changes);
    }
}
