package org.anode.schema.engine;

import java.nio.file.Path;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;

/** Sets one key in two documents and exchanges the changes, which makes the patch that ended the process. */
public final class Conflicting {
    private Conflicting() {}

    public static void main(String[] args) {
        NativeLibrary.load(Path.of(args[0]));
        try (var one = AutomergeDoc.create(Genesis.CELLS.chunk(), new ActorId(Bytes.utf8("actor-0000000001")));
                var two = AutomergeDoc.create(Genesis.CELLS.chunk(), new ActorId(Bytes.utf8("actor-0000000002")))) {
            var first = one.edit(tx -> tx.put(Obj.ROOT, "k", 1));
            var second = two.edit(tx -> tx.put(Obj.ROOT, "k", 2));
            System.out.println(
                    "survived " + one.apply(second).touched() + two.apply(first).touched());
        }
    }
}
