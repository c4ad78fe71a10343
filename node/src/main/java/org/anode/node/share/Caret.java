package org.anode.node.share;

import org.anode.schema.CellId;

/**
 * Where somebody's caret is.
 *
 * @param client the tab
 * @param anchor where the selection began, UTF-16 units from the cell's start; may lie beyond a text that became shorter
 * @param head   where it ends and the caret is
 */
public record Caret(String client, CellId cell, int anchor, int head) {}
