package org.anode.schema.cells;

import java.util.Optional;
import org.anode.schema.CellId;
import tools.jackson.databind.JsonNode;

/**
 * One change to the cells document. An edit of a cell that is not there, or that changes nothing, does nothing. Metadata
 * keys are as in the file: any string; the document escapes them.
 */
public sealed interface CellsEdit {
    /** The cell it is about; empty for the notebook's metadata. */
    default Optional<CellId> target() {
        return switch (this) {
            case Insert e -> Optional.of(e.cell());
            case Splice e -> Optional.of(e.cell());
            case SetSource e -> Optional.of(e.cell());
            case Move e -> Optional.of(e.cell());
            case SetDeleted e -> Optional.of(e.cell());
            case SetType e -> Optional.of(e.cell());
            case SetCellMeta e -> Optional.of(e.cell());
            case SetAttachments e -> Optional.of(e.cell());
            case SetMeta _ -> Optional.empty();
        };
    }

    /** A new cell; one that is already there is left alone (its map is made once, DO-2). */
    record Insert(CellId cell, CellType type, String order, String source, JsonNode meta, JsonNode attachments)
            implements CellsEdit {}

    /** Replaces {@code deleteCount} UTF-16 units of the source from {@code at}. */
    record Splice(CellId cell, int at, int deleteCount, String text) implements CellsEdit {}

    /** Makes the source {@code text}, touching only what differs. */
    record SetSource(CellId cell, String text) implements CellsEdit {}

    /** @param order from {@link Order#between} */
    record Move(CellId cell, String order) implements CellsEdit {}

    /** Into the bin, or out of it (DO-4). */
    record SetDeleted(CellId cell, boolean deleted) implements CellsEdit {}

    record SetType(CellId cell, CellType type) implements CellsEdit {}

    /** @param value empty: remove the key */
    record SetCellMeta(CellId cell, String key, Optional<JsonNode> value) implements CellsEdit {}

    /**
     * The notebook's metadata.
     *
     * @param value empty: remove the key
     */
    record SetMeta(String key, Optional<JsonNode> value) implements CellsEdit {}

    record SetAttachments(CellId cell, JsonNode attachments) implements CellsEdit {}
}
