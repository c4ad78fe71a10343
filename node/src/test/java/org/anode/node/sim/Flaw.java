package org.anode.node.sim;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anode.node.identity.SealedStatement;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Judge;
import org.anode.node.replicate.Standing;
import org.anode.schema.DocumentName;

/** Stands between a machine and its surroundings and does something wrong; this one does nothing. One for a process. */
class Flaw {
    static final Flaw NONE = new Flaw();

    Function<DocumentName, Judge> judges(Function<DocumentName, Judge> right) {
        return right;
    }

    /** How the statements of the members log are evaluated. */
    Function<Collection<SealedStatement>, Standing> evaluation() {
        return Standing::of;
    }

    Optional<Event> event(SimProcess process, Event event) {
        return Optional.of(event);
    }

    List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
        return right;
    }

    boolean savesBeforeSync() {
        return false;
    }

    boolean keepsNonce() {
        return false;
    }
}
