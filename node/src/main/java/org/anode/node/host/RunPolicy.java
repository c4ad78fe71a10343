package org.anode.node.host;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.schema.DeviceId;
import org.anode.schema.ledger.Rights.Holder;
import org.anode.schema.ledger.SessionView;

/**
 * Who may run code on this computer (EX-18): its owner's decision, kept here and told to nobody but by what follows from it.
 * Devices that are trusted with that always may.
 *
 * @param listed the devices that {@link Rule#LISTED} and {@link Rule#ASK} let too
 */
public record RunPolicy(Rule rule, Set<DeviceId> listed) {
    /** Only one's own devices, and those that are trusted. */
    public static final RunPolicy DEFAULT = new RunPolicy(Rule.MINE, Set.of());

    private static final String REFUSED =
            "That computer runs only what its owner lets it: ask them, or run it on your own computer.";
    private static final String NO_RIGHT = "That computer runs it only for those whom an admin gave the right to run.";

    public RunPolicy {
        listed = Set.copyOf(listed);
    }

    /** Whom beside the trusted ones. */
    public enum Rule {
        MINE,
        LISTED,
        /** Everybody with the right to run; one session serves all. */
        MEMBERS,
        /** Others only what the owner says yes to, each time. */
        ASK;

        /** As people and programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The rule that is called so; none for any other word. */
        public static Optional<Rule> of(String word) {
            return Stream.of(values()).filter(rule -> rule.word().equals(word)).findFirst();
        }
    }

    /** @param trusted whether the device that asks is this one, or trusted with that */
    public Permit permit(Holder requester, boolean trusted) {
        boolean let = trusted || listed.contains(requester.device());
        return switch (rule) {
            case MEMBERS ->
                trusted || requester.run() ? new Permit.Granted(SessionView.SCOPE_ALL) : new Permit.Refused(NO_RIGHT);
            case ASK -> let ? own(requester) : new Permit.Asks(SessionView.scopeOf(requester.person()));
            case LISTED -> let ? own(requester) : new Permit.Refused(REFUSED);
            case MINE -> trusted ? own(requester) : new Permit.Refused(REFUSED);
        };
    }

    private static Permit own(Holder requester) {
        return new Permit.Granted(SessionView.scopeOf(requester.person()));
    }
}
