package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.List;
import org.anode.schema.Bytes;

/** Statements as messages carry them: so many, and so many bytes, at a time. Pure; any thread. */
public final class StatementGroups {
    private StatementGroups() {}

    /** In their order; a group ends with the statement that fills it. */
    public static List<List<Bytes>> of(List<Bytes> statements) {
        var groups = new ArrayList<List<Bytes>>();
        var group = new ArrayList<Bytes>();
        int size = 0;
        for (var statement : statements) {
            group.add(statement);
            size += statement.size();
            if (size < WireLimits.BATCHES_BYTES && group.size() < WireLimits.STATEMENTS_MAX) continue;
            groups.add(List.copyOf(group));
            group.clear();
            size = 0;
        }
        if (!group.isEmpty()) groups.add(List.copyOf(group));
        return groups;
    }
}
