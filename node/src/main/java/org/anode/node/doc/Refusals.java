package org.anode.node.doc;

import java.util.Optional;
import org.anode.schema.engine.Applied;

/** Why changes can not be applied, ever. */
final class Refusals {
    private Refusals() {}

    static Optional<String> of(Applied applied) {
        return switch (applied) {
            case Applied.Ok _ -> Optional.empty();
            case Applied.Missing missing -> Optional.of("it builds on " + missing.deps() + ", which is not here");
            case Applied.Malformed malformed -> Optional.of(malformed.reason());
        };
    }
}
