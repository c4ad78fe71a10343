package org.anode.relay.wire;

/** Why a relay does not welcome a client. */
public enum Refusal {
    /** Of a later version. */
    OTHER(255),
    /** Not by this key over this challenge. */
    BAD_SIGNATURE(1),
    /** The client meant another relay. */
    OTHER_NAME(2),
    /** The token is missing or wrong. */
    TOKEN_NEEDED(3),
    /** This relay has a list of clients, and this is none of them. */
    NOT_ALLOWED(4),
    /** Too many signatures wait to be checked: later. */
    BUSY(5);

    private static final Refusal[] ALL = values();

    private final int number;

    Refusal(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Refusal of(int number) {
        for (var refusal : ALL) if (refusal.number == number) return refusal;
        return OTHER;
    }
}
