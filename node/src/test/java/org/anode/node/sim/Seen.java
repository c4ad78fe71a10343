package org.anode.node.sim;

/** What happened in a simulation; each must have happened at least so often in 200 seeds, or they test nothing. */
enum Seen {
    EDIT(3_000),
    SAVED(2_000),
    PARTITION(150),
    KILL(80),
    POWER_LOSS(80),
    TORN_WRITE(10),
    CRASH_AT_STORE(20),
    CRASH_AT_APPLY(20),
    CRASH_AT_SEND(20),
    SUSPENDED(50),
    LATE_JOINER(20),
    RESYNC(50),
    LOST_MESSAGE(500),
    DOUBLED_MESSAGE(200),
    OVERTAKEN_MESSAGE(200),
    PARKED(100),
    CONTRADICTION(50),
    REBUILD(50),
    NEW_ACTOR(5),
    REFUSED(20),
    BAD_INPUT(200),
    WANT(20),
    QUARANTINED_AT_END(50),
    UNENTITLED_AT_END(10),
    OWN_KEYS_ELSEWHERE(5),
    FORKED_LOG(5),
    HOSTILE(80);

    final int least;

    Seen(int least) {
        this.least = least;
    }
}
