package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;

/**
 * A preview on its way to a peer (SY-8). Making it small takes up to a second, in which the notebook goes on.
 *
 * @param history empty if the document can not give it
 */
record PreviewSending(Effect.SendPreview wanted, Optional<Bytes> history) {
    void start(Wire wire) {
        Thread.ofVirtual().name("preview").start(() -> wire.send(List.of(wanted.to()), message()));
    }

    private WireMessage message() {
        var document = wanted.document();
        return history.map(ChunkCodec::parseOwn)
                .map(parsed -> switch (parsed) {
                    case Parsed.Ok<List<ChangeChunk>>(var changes) ->
                        WireMessage.Preview.fitting(document, wanted.tips(), HistoryCodec.encode(changes));
                    case Parsed.Malformed<List<ChangeChunk>> _ -> WireMessage.Preview.none(document);
                })
                .orElseGet(() -> WireMessage.Preview.none(document));
    }
}
