package org.anode.node.sim.hosts;

/** What happened in a simulation. */
enum Seen {
    ASKED,
    ASKED_WITHOUT_SESSION,
    ASKED_AT_ONCE,
    BEGUN,
    BEGUN_TWICE,
    OPEN_REQUEST,
    CRASH,
    CRASH_IN_A_TURN,
    POWER_LOSS,
    PARTITION,
    CUT,
    JOINER,
    SUSPENDED,
    CLOCK_LEAP,
    LOST_SIGHT,
    LOST_MESSAGE,
    TEXT_CHANGED,
    TEXT_FAILED,
    INTERRUPTED,
    SUPERSEDED
}
