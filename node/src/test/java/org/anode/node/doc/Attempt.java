package org.anode.node.doc;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.anode.node.replicate.WireMessage;

/**
 * An act of the table as messages of who tries, hand-made and signed with its own keys.
 *
 * @param done whether it had its effect at Bela's
 */
record Attempt(List<WireMessage> messages, BooleanSupplier done) {
    Attempt {
        messages = List.copyOf(messages);
    }

    static Attempt seen(Scene scene, WireMessage message, Predicate<OpenNotebook> done) {
        return new Attempt(List.of(message), () -> scene.ask(done::test));
    }
}
