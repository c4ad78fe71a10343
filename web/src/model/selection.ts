// Which cells are selected: the active one and, from the anchor to it, a range in the notebook's order. Pure.
import type { CellId } from "../protocol";

export interface Selection {
  active: CellId | null;
  anchor: CellId | null;
}

export const NOTHING: Selection = { active: null, anchor: null };
export const only = (cell: CellId): Selection => ({ active: cell, anchor: cell });

/** In the notebook's order. */
export function selected({ active, anchor }: Selection, order: CellId[]): CellId[] {
  if (active === null) return [];
  const at = order.indexOf(active);
  const from = anchor === null ? at : order.indexOf(anchor);
  if (at < 0) return [];
  return from < 0 ? [active] : order.slice(Math.min(at, from), Math.max(at, from) + 1);
}

const clamp = (at: number, order: CellId[]) => Math.max(0, Math.min(order.length - 1, at));

/** The cell `by` places away from the active one, at the ends the last there is. */
export function moved(selection: Selection, order: CellId[], by: number): Selection {
  if (order.length === 0) return NOTHING;
  const at = selection.active === null ? -1 : order.indexOf(selection.active);
  return only(order[clamp(at + by, order)]!);
}

export function extended(selection: Selection, order: CellId[], by: number): Selection {
  const { active } = moved(selection, order, by);
  const anchor = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : selection.active;
  return { active, anchor: anchor ?? active };
}

export function extendedTo(selection: Selection, cell: CellId): Selection {
  return { active: cell, anchor: selection.anchor ?? cell };
}

export function all(order: CellId[]): Selection {
  return order.length === 0 ? NOTHING : { anchor: order[0]!, active: order[order.length - 1]! };
}

/** After the order changed: at first the first cell is active; who is gone gives the selection to the cell that took the place. */
export function settled(selection: Selection, before: CellId[], order: CellId[]): Selection {
  const { active, anchor } = selection;
  if (active !== null && order.includes(active))
    return { active, anchor: anchor !== null && order.includes(anchor) ? anchor : active };
  if (order.length === 0) return NOTHING;
  if (active === null) return only(order[0]!);
  const at = before.indexOf(active);
  const present = new Set(order);
  const after = before.slice(Math.max(0, at)).find((cell) => present.has(cell));
  if (after !== undefined) return only(after);
  return only(order[order.length - 1]!);
}
