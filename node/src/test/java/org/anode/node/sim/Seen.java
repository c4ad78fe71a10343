package org.anode.node.sim;

/** What happened in a simulation; each must have happened at least so often in 200 seeds, or they test nothing. */
enum Seen {
    EDIT(5_000),
    SAVED(4_000),
    PARTITION(300),
    KILL(150),
    POWER_LOSS(150),
    TORN_WRITE(40),
    CRASH_AT_STORE(15),
    CRASH_AT_APPLY(15),
    CRASH_AT_SEND(50),
    CRASH_ELSEWHERE(1),
    SUSPENDED(200),
    LATE_JOINER(50),
    PREVIEW(60),
    FALSE_PREVIEW(20),
    RESYNC(120),
    LOST_MESSAGE(10_000),
    DOUBLED_MESSAGE(3_000),
    OVERTAKEN_MESSAGE(10_000),
    PARKED(3_000),
    CONTRADICTION(250),
    REBUILD(130),
    NEW_ACTOR(40),
    REFUSED(15),
    BAD_INPUT(300),
    WANT(600),
    QUARANTINED_AT_END(500),
    UNENTITLED_AT_END(500),
    OWN_KEYS_ELSEWHERE(8),
    REMOVED(120),
    ROLE_CHANGED(70),
    ACCEPTED_ONCE(40),
    LEFT(4),
    USURPED(180),
    DATED_BACK(30),
    FORKED_LATE(30),
    WENT_ON(20),
    REMOVED_AT_END(60),
    REVOKED_EACH_OTHER(6),
    CUT_OFF_AT_END(150),
    VOUCHED_AT_END(600),
    HOSTILE(600);

    final int least;

    Seen(int least) {
        this.least = least;
    }
}
