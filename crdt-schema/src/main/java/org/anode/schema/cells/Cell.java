package org.anode.schema.cells;

import org.anode.schema.CellId;
import tools.jackson.databind.JsonNode;

/**
 * A cell as read from the cells document; an immutable view.
 *
 * @param order       fractional index; cells sort by (order, id)
 * @param meta        an object: the cell's metadata; values over 1 KiB stand as {@code {"$blob": hex, "size": n}} (DO-7)
 * @param attachments an object: file name → mime → blob reference
 */
public record Cell(
        CellId id, CellType type, String order, String source, boolean deleted, JsonNode meta, JsonNode attachments) {}
