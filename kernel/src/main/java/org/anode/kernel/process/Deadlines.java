package org.anode.kernel.process;

import java.util.OptionalLong;
import java.util.stream.Stream;

/** The moments a supervision waits for. */
final class Deadlines {
    /** One moment in ms, or none. */
    static final class Deadline {
        private static final long NEVER = Long.MAX_VALUE;
        private long atMs = NEVER;

        void at(long whenMs) {
            atMs = whenMs;
        }

        void clear() {
            atMs = NEVER;
        }

        boolean isSet() {
            return atMs != NEVER;
        }

        /** True once, when the moment has come. */
        boolean passed(long nowMs) {
            if (nowMs < atMs) {
                return false;
            }
            clear();
            return true;
        }
    }

    final Deadline launch = new Deadline();
    final Deadline mark = new Deadline();
    final Deadline interrupt = new Deadline();
    final Deadline hangUp = new Deadline();
    final Deadline settle = new Deadline();

    OptionalLong next() {
        return all().filter(Deadline::isSet)
                .mapToLong(deadline -> deadline.atMs)
                .min();
    }

    void clear() {
        all().forEach(Deadline::clear);
    }

    private Stream<Deadline> all() {
        return Stream.of(launch, mark, interrupt, hangUp, settle);
    }
}
