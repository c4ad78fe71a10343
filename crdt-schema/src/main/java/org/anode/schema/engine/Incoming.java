package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.anode.schema.chunk.ChangeChunk;

/**
 * Others' changes that have passed every check against a document and its index, and are yet to be given to the native
 * code.
 *
 * @param fresh what the document lacks, in order
 * @param count how many of the changes are in the document once {@code fresh} is
 * @param end   why it stops there; {@link ChangeIndex.Taking.Ok} if it does not
 */
record Incoming(List<ChangeChunk> fresh, int count, ChangeIndex.Taking end) {
    Incoming {
        fresh = List.copyOf(fresh);
    }

    /**
     * Up to the first that may not be applied. The index has those of {@link #fresh} from now on.
     *
     * @param fits    whether there is room for one more
     * @param touched takes where they do something
     */
    static Incoming of(
            List<ChangeChunk> changes, ChangeIndex index, Predicate<ChangeChunk> fits, Set<KeyPath> touched) {
        var fresh = new ArrayList<ChangeChunk>();
        int count = 0;
        for (var change : changes) {
            if (!index.has(change.hash())) {
                var taking = index.take(change, fits, touched);
                if (!(taking instanceof ChangeIndex.Taking.Ok)) return new Incoming(fresh, count, taking);
                fresh.add(change);
            }
            count++;
        }
        return new Incoming(fresh, count, new ChangeIndex.Taking.Ok());
    }

    boolean isWhole() {
        return end instanceof ChangeIndex.Taking.Ok;
    }

    /** @param before how many stand before these */
    Applied applied(int before, Set<KeyPath> touched) {
        return switch (end) {
            case ChangeIndex.Taking.Ok _ -> new Applied.Ok(before + count, touched);
            case ChangeIndex.Taking.Missing(var deps) -> new Applied.Missing(before + count, touched, deps);
            case ChangeIndex.Taking.Refused(var reason) -> new Applied.Malformed(before + count, touched, reason);
        };
    }
}
