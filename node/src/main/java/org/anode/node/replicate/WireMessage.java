package org.anode.node.replicate;

import java.util.List;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/** What nodes of a notebook say to each other about its log. Losing, doubling or reordering any of it is harmless. */
public sealed interface WireMessage {
    /**
     * What the sender has, in two hashes. Where the receiver has something else, it answers with {@link MemberTips} or
     * {@link Summary}.
     */
    record Digest(Bytes members, Bytes batches) implements WireMessage {}

    /** The last statement of every branch of the members log: asks for what the sender lacks. */
    record MemberTips(List<Members.Tip> tips) implements WireMessage {
        public MemberTips {
            tips = List.copyOf(tips);
        }
    }

    /** Each after what it needs. */
    record Statements(List<Bytes> encoded) implements WireMessage {
        public Statements {
            encoded = List.copyOf(encoded);
        }
    }

    /** For each grant what the sender has of it, as a hash; the receiver asks with {@link Positions}. */
    record Summary(List<GrantDigest> grants) implements WireMessage {
        public Summary {
            grants = List.copyOf(grants);
        }
    }

    record GrantDigest(GrantId grant, Bytes digest) {}

    /** All positions of the sender's of some grants: asks for what it lacks of them. */
    record Positions(List<GrantPositions> grants) implements WireMessage {
        public Positions {
            grants = List.copyOf(grants);
        }
    }

    /** @param documents those that hold something of the grant */
    record GrantPositions(GrantId grant, List<DocumentPositions> documents) {
        public GrantPositions {
            documents = List.copyOf(documents);
        }
    }

    record DocumentPositions(DocumentName document, List<Position> positions) {
        public DocumentPositions {
            positions = List.copyOf(positions);
        }
    }

    /**
     * Batches, encoded, in the order the sender applied them.
     *
     * @param more whether the answer they belong to was cut short: asking again brings the rest
     */
    record Batches(DocumentName document, boolean more, List<Bytes> encoded) implements WireMessage {
        public Batches {
            encoded = List.copyOf(encoded);
        }
    }

    /** Asks for the changes that something admitted builds on, with all their actors wrote before them (SY-5). */
    record Wants(DocumentName document, List<ChangeHash> changes) implements WireMessage {
        public Wants {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Asks for the document as it is now, before its log has come (SY-8).
     *
     * @param batches how many of it the sender has
     */
    record PreviewWanted(DocumentName document, long batches) implements WireMessage {}

    /**
     * The answer.
     *
     * @param tips    the batches of the changes on which no other builds, encoded; empty where there is no preview
     * @param history all changes, as {@link org.anode.schema.chunk.HistoryCodec} writes them
     */
    record Preview(DocumentName document, List<Bytes> tips, Bytes history) implements WireMessage {
        public Preview {
            tips = List.copyOf(tips);
        }

        /** None is worth it, or it can not be had. */
        public static Preview none(DocumentName document) {
            return new Preview(document, List.of(), Bytes.EMPTY);
        }

        /** None if they are too large for a message: then the log must do. */
        public static Preview fitting(DocumentName document, List<Bytes> tips, Bytes history) {
            long size = history.size() + tips.stream().mapToLong(Bytes::size).sum();
            boolean fits = size <= WireLimits.PREVIEW_BYTES_MAX && tips.size() <= WireLimits.TIPS_MAX;
            return fits ? new Preview(document, tips, history) : none(document);
        }
    }
}
