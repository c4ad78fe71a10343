package org.anode.node.sim.hosts;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.anode.node.doc.HostsHere;
import org.anode.node.doc.HostsOver;
import org.anode.node.host.BidMessage;
import org.anode.node.host.BidMessage.Known;
import org.anode.node.replicate.Samples;
import org.anode.node.store.Column;
import org.anode.node.store.Store;
import org.anode.node.store.StoreOver;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** What hosts could do wrong, and the simulator must catch. */
enum Mutant {
    /** A host takes what is open for its own and asks nobody: who wrote last has it. */
    LAST_WRITER_ASSIGNS(Play.APART, 12, "began twice") {
        @Override
        Flaw flaw() {
            return new Flaw() {
                @Override
                HostsHere hosts(HostsHere right, Life life) {
                    return new Alone(right);
                }
            };
        }
    },
    /** A bid is acknowledged without what the other knows. */
    ACKNOWLEDGES_WITHOUT_KNOWLEDGE(Play.MIDDLE, 43, "began twice") {
        @Override
        Flaw flaw() {
            return new Said() {
                @Override
                void say(HostsHere right, Life life, DeviceId to, String person, BidMessage message) {
                    right.say(
                            to,
                            person,
                            message instanceof BidMessage.Ack ack
                                    ? new BidMessage.Ack(ack.generation(), NOTHING)
                                    : message);
                }
            };
        }
    },
    /** Who bids for the same and can not be reached counts as if it had answered. */
    AWAITS_NO_RIVAL(Play.MIDDLE, 256, "began twice") {
        @Override
        Flaw flaw() {
            return new Said() {
                @Override
                void say(HostsHere right, Life life, DeviceId to, String person, BidMessage message) {
                    right.say(to, person, message);
                    if (message instanceof BidMessage.Bid bid && !right.heard().contains(to))
                        life.pretend(to, person, new BidMessage.Ack(bid.generation(), NOTHING));
                }
            };
        }
    },
    /** What is assigned runs before others have the record of that. */
    RUNS_BEFORE_STORED(Play.MIDDLE, 125, "began twice") {
        @Override
        Flaw flaw() {
            return new Said() {
                @Override
                void say(HostsHere right, Life life, DeviceId to, String person, BidMessage message) {
                    right.say(to, person, message);
                    if (message instanceof BidMessage.Given given)
                        life.pretend(
                                to, person, new BidMessage.Stored(given.session(), given.execs(), Set.of(), NOTHING));
                }
            };
        }
    },
    /** Who is gone is waited for like who is there, and so is its bid. */
    COUNTS_DEAD_BIDS(Play.APART, 215, "nobody takes what is open") {
        @Override
        Flaw flaw() {
            return new Flaw() {
                @Override
                HostsHere hosts(HostsHere right, Life life) {
                    return new Unforgetting(right);
                }
            };
        }
    },
    /** A process knows nothing of what former ones took, and takes it when it hears of it again. */
    RERUNS_AFTER_RESTART(Play.APART, 56, "began twice") {
        @Override
        Flaw flaw() {
            return new Flaw() {
                @Override
                Store store(Store right, long lives) {
                    return lives == 1 ? right : new Forgetful(right);
                }
            };
        }
    };

    private static final Known NOTHING = new Known(0, Set.of(), Map.of());

    private final Play play;
    private final long seed;
    private final String failure;

    /**
     * @param seed    where the gate begins to look: it was caught there
     * @param failure what is said of it where it is caught
     */
    Mutant(Play play, long seed, String failure) {
        this.play = play;
        this.seed = seed;
        this.failure = failure;
    }

    abstract Flaw flaw();

    /** The first of so many seeds that catches it, from where it was caught once. */
    Optional<Play.Result> firstCaught(long seeds) {
        return LongStream.range(seed, seed + seeds)
                .mapToObj(seed -> play.run(seed, flaw()))
                .filter(result ->
                        result.failure().filter(said -> said.contains(failure)).isPresent())
                .findFirst();
    }

    /** Sees nobody. */
    private static final class Alone extends HostsOver {
        Alone(HostsHere right) {
            super(right);
        }

        @Override
        public Set<DeviceId> heard() {
            return Set.of();
        }
    }

    /** Sees all whom it ever saw. */
    private static final class Unforgetting extends HostsOver {
        private final Set<DeviceId> ever = new HashSet<>();

        Unforgetting(HostsHere right) {
            super(right);
        }

        @Override
        public Set<DeviceId> heard() {
            ever.addAll(super.heard());
            return Set.copyOf(ever);
        }
    }

    /** Says something else than it should, or hears what nobody said. */
    private abstract static class Said extends Flaw {
        abstract void say(HostsHere right, Life life, DeviceId to, String person, BidMessage message);

        @Override
        HostsHere hosts(HostsHere right, Life life) {
            return new HostsOver(right) {
                @Override
                public void say(DeviceId to, String person, BidMessage message) {
                    Said.this.say(right, life, to, person, message);
                }
            };
        }
    }

    /** The ledgers' records are not found when they are looked for first. */
    private static final class Forgetful extends StoreOver {
        private static final Bytes RECORDS = Bytes.concat(Samples.NOTEBOOK.value(), Bytes.utf8("record/"));

        private boolean hasForgotten;

        Forgetful(Store disk) {
            super(disk);
        }

        @Override
        public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
            boolean isFirst = !hasForgotten && column == Column.VIEWS && prefix.equals(RECORDS);
            hasForgotten |= isFirst;
            if (!isFirst) super.scan(column, prefix, from, visitor);
        }

        @Override
        public void close() {}
    }
}
