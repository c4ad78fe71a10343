package org.anode.node.sim.hosts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** What really happened, whatever is stored of it. */
final class Journal {
    private final Map<ExecId, Asked> asked = new TreeMap<>();
    private Optional<ExecId> latest = Optional.empty();
    private final Map<ExecId, List<Begun>> begun = new HashMap<>();

    /** @param text that who asked saw */
    record Asked(ExecId exec, Computer by, String text, long atMs) {}

    /** @param text that the kernel was given */
    record Begun(ExecId exec, Computer on, long life, SessionId session, String text, long atMs) {
        @Override
        public String toString() {
            return "in " + session + " on " + on + " at " + atMs + " ms";
        }
    }

    void add(Asked one) {
        asked.put(one.exec, one);
        latest = Optional.of(one.exec);
    }

    void add(Begun one) {
        begun.computeIfAbsent(one.exec, _ -> new ArrayList<>()).add(one);
    }

    Set<ExecId> all() {
        var all = new TreeSet<>(asked.keySet());
        all.addAll(begun.keySet());
        return all;
    }

    Optional<Asked> asked(ExecId exec) {
        return Optional.ofNullable(asked.get(exec));
    }

    List<Begun> begun(ExecId exec) {
        return begun.getOrDefault(exec, List.of());
    }

    /** What was asked for last. */
    Optional<ExecId> latest() {
        return latest;
    }

    int count() {
        return asked.size();
    }
}
