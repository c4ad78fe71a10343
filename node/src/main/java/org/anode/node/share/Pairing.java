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
 * @param done   whether it is over, and both are paired
 */
public record Pairing(
        Optional<DeviceId> device, String name, List<String> words, Optional<String> ended, boolean done) {
    /** While the other one is not there. */
    static final Pairing NOBODY = new Pairing(Optional.empty(), "", List.of(), Optional.empty());

    /** One that is under way, or came to nothing. */
    public Pairing(Optional<DeviceId> device, String name, List<String> words, Optional<String> ended) {
        this(device, name, words, ended, false);
    }

    public Pairing {
        words = List.copyOf(words);
    }

    /** It came to nothing. */
    public Pairing ended(String sentence) {
        return new Pairing(device, name, words, Optional.of(sentence));
    }

    Pairing paired(String sentence) {
        return new Pairing(device, name, words, Optional.of(sentence), true);
    }
}
