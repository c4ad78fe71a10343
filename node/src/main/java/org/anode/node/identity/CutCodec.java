package org.anode.node.identity;

import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.DocumentName;

/** Cuts as CBOR: {@code [[document, [[actor, seq, hash]…]]…], statement}. Pure; any thread. */
public final class CutCodec {
    /** Documents in a cut, actors in a document of a cut. */
    private static final int ITEMS_MAX = 20_000;

    private static final int DOCUMENT_NAME_CHARS_MAX = 200;
    private static final long NUMBER_MAX = 1L << 53;
    private static final int HASH_BYTES = 32;

    private CutCodec() {}

    /** Its two items: the documents, and the statement. */
    public static void write(CborWriter out, Cut cut) {
        out.each(
                cut.documents().entrySet(),
                document -> out.list(
                        2,
                        _ -> out.text(document.getKey())
                                .each(
                                        document.getValue().entrySet(),
                                        tip -> writeTip(out, tip.getKey(), tip.getValue()))));
        out.bytes(cut.statement());
    }

    private static void writeTip(CborWriter out, ActorId actor, Cut.Tip tip) {
        out.list(
                3,
                _ -> out.bytes(actor.value()).number(tip.seq()).bytes(tip.hash().value()));
    }

    public static Cut read(CborReader in) {
        var documents = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        in.each(
                ITEMS_MAX,
                () -> in.list(() -> {
                    var name =
                            DocumentName.parse(in.text(DOCUMENT_NAME_CHARS_MAX)).text();
                    return documents.put(name, tips(in));
                }));
        return new Cut(documents, in.bytes(HASH_BYTES));
    }

    private static SortedMap<ActorId, Cut.Tip> tips(CborReader in) {
        var tips = new TreeMap<ActorId, Cut.Tip>();
        in.each(
                ITEMS_MAX,
                () -> in.list(() -> {
                    var actor = new ActorId(in.bytes(ActorId.SIZE_BYTES));
                    return tips.put(
                            actor, new Cut.Tip(in.number(NUMBER_MAX), new BatchHash(in.bytes(BatchHash.SIZE_BYTES))));
                }));
        return tips;
    }
}
