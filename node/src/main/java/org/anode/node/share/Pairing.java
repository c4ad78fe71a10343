package org.anode.node.share;

import java.util.List;
import java.util.Optional;
import org.anode.schema.DeviceId;

/**
 * How far the pairing of two devices is.
 *
 * @param device the other one; empty before it is there
 * @param name   what it says it is called
 * @param words  to compare with those on the other screen; none before it is there
 * @param ended  one sentence, once it is over
 */
public record Pairing(Optional<DeviceId> device, String name, List<String> words, Optional<String> ended) {
    public Pairing {
        words = List.copyOf(words);
    }
}
