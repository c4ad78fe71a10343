package org.anode.node.host;

/** Whether what somebody asks for may run on this computer (EX-18). */
public sealed interface Permit {
    /** @param scope whose session serves it: {@code "all"} or {@code "own/<person>"} (EX-3) */
    record Granted(String scope) implements Permit {}

    /**
     * The owner of this computer is asked each time.
     *
     * @param scope as in {@link Granted}, if it is let
     */
    record Asks(String scope) implements Permit {}

    /** @param reason a sentence for who asked */
    record Refused(String reason) implements Permit {}
}
