package org.anode.schema;

import java.util.Optional;

/** What came of reading something a peer or a disk holds: bad input is a value, never an exception. */
public sealed interface Decoded<T> {
    record Ok<T>(T value) implements Decoded<T> {}

    /** @param reason a short phrase for logs, without the input itself */
    record Malformed<T>(String reason) implements Decoded<T> {}

    default Optional<T> ok() {
        return switch (this) {
            case Ok<T>(var value) -> Optional.of(value);
            case Malformed<T> _ -> Optional.empty();
        };
    }
}
