package org.anode.node.sim.hosts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.anode.node.doc.HostsHere;
import org.anode.node.host.BidMessage;
import org.anode.node.host.BidMessage.Known;
import org.anode.node.host.Offer;
import org.anode.node.replicate.Samples;
import org.anode.node.store.Column;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** What hosts could do wrong, and the simulator must catch. */
enum Mutant {
    /** A host takes what is open for its own and asks nobody: who wrote last has it. */
    LAST_WRITER_ASSIGNS(Play.APART, "began twice") {
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
    ACKNOWLEDGES_WITHOUT_KNOWLEDGE(Play.MIDDLE, "began twice") {
        @Override
        Flaw flaw() {
            return new Said() {
                @Override
                void say(HostsHere right, Life life, DeviceId to, String person, BidMessage message) {
                    right.say(to, person, message instanceof BidMessage.Ack ack ? new BidMessage.Ack(ack.generation(), NOTHING) : message);
                }
            };
        }
    },
    /** Who bids for the same and can not be reached counts as if it had answered. */
    AWAITS_NO_RIVAL(Play.MIDDLE, "began twice") {
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
    RUNS_BEFORE_STORED(Play.MIDDLE, "began twice") {
        @Override
        Flaw flaw() {
            return new Said() {
                @Override
                void say(HostsHere right, Life life, DeviceId to, String person, BidMessage message) {
                    right.say(to, person, message);
                    if (message instanceof BidMessage.Given given)
                        life.pretend(
                                to,
                                person,
                                new BidMessage.Stored(given.session(), given.execs(), Set.of(), NOTHING));
                }
            };
        }
    },
    /** Who is gone is waited for like who is there, and so is its bid. */
    COUNTS_DEAD_BIDS(Play.APART, "nobody takes what is open") {
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
    RERUNS_AFTER_RESTART(Play.APART, "began twice") {
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
    private final String failure;

    /** @param failure what is said of it where it is caught */
    Mutant(Play play, String failure) {
        this.play = play;
        this.failure = failure;
    }

    abstract Flaw flaw();

    /** The first of so many seeds that catches it. */
    Optional<Play.Result> firstCaught(long seeds) {
        return LongStream.range(0, seeds)
                .mapToObj(seed -> play.run(seed, flaw()))
                .filter(result -> result.failure().filter(said -> said.contains(failure)).isPresent())
                .findFirst();
    }

    /** Sees nobody. */
    private static final class Alone extends Wrapped {
        Alone(HostsHere right) {
            super(right);
        }

        @Override
        public Set<DeviceId> heard() {
            return Set.of();
        }
    }

    /** Sees all whom it ever saw. */
    private static final class Unforgetting extends Wrapped {
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
            return new Wrapped(right) {
                @Override
                public void say(DeviceId to, String person, BidMessage message) {
                    Said.this.say(right, life, to, person, message);
                }
            };
        }
    }

    private static class Wrapped implements HostsHere {
        private final HostsHere right;

        Wrapped(HostsHere right) {
            this.right = right;
        }

        @Override
        public Map<DeviceId, Offer> offers() {
            return right.offers();
        }

        @Override
        public Set<DeviceId> heard() {
            return right.heard();
        }

        @Override
        public void say(DeviceId to, String person, BidMessage message) {
            right.say(to, person, message);
        }
    }

    /** The ledgers' records are not found when they are looked for first. */
    private static final class Forgetful implements Store {
        private static final Bytes RECORDS = Bytes.concat(Samples.NOTEBOOK.value(), Bytes.utf8("record/"));

        private final Store disk;
        private boolean hasForgotten;

        Forgetful(Store disk) {
            this.disk = disk;
        }

        @Override
        public Optional<Bytes> get(Column column, Bytes key) {
            return disk.get(column, key);
        }

        @Override
        public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
            boolean isFirst = !hasForgotten && column == Column.VIEWS && prefix.equals(RECORDS);
            hasForgotten |= isFirst;
            if (!isFirst) disk.scan(column, prefix, from, visitor);
        }

        @Override
        public Optional<Entry> last(Column column, Bytes prefix) {
            return disk.last(column, prefix);
        }

        @Override
        public void write(List<Change> changes) {
            disk.write(changes);
        }

        @Override
        public void sync() {
            disk.sync();
        }

        @Override
        public void close() {}
    }
}
