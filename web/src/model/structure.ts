// Undo of what was done to cells, apart from undo in texts: for each change how to take it back and do it again. Pure.
import type { CellId, CellType, Op } from "../protocol";

export interface Structure {
  order: CellId[];
  type(cell: CellId): CellType;
}

/** `place`: the cell to show after it was taken back or done again. */
export interface Change {
  what: "insert" | "delete" | "move" | "type" | "split" | "merge" | "paste";
  undo: Op[];
  redo: Op[];
  place: CellId | null;
  /** Merging is taken back by cutting what came from the others: this many units stay, of this text. */
  cut?: { cell: CellId; keep: number; of: string };
}

const before = (order: CellId[], cell: CellId): CellId | null => order[order.indexOf(cell) - 1] ?? null;

/** Back to where each was, in runs of neighbours so that few ops do it. */
function placesOf(order: CellId[], cells: CellId[]): Op[] {
  const moving = new Set(cells);
  const ops: Op[] = [];
  for (const cell of order.filter((one) => moving.has(one))) {
    const after = before(order, cell);
    const last = ops[ops.length - 1];
    if (last?.k === "move" && after !== null && last.cells[last.cells.length - 1] === after) last.cells.push(cell);
    else ops.push({ k: "move", cells: [cell], after });
  }
  return ops;
}

export function typeOps(structure: Structure, cells: CellId[]): Op[] {
  const byType = new Map<CellType, CellId[]>();
  for (const cell of cells) byType.set(structure.type(cell), [...(byType.get(structure.type(cell)) ?? []), cell]);
  return [...byType].map(([type, group]) => ({ k: "type", cells: group, type }));
}

export function inserted(cells: CellId[], what: "insert" | "paste" = "insert"): Change {
  return { what, undo: [{ k: "delete", cells }], redo: [{ k: "restore", cells }], place: cells[0] ?? null };
}

export function deleted(structure: Structure, cells: CellId[]): Change {
  const undo: Op[] = [{ k: "restore", cells }, ...placesOf(structure.order, cells)];
  return { what: "delete", undo, redo: [{ k: "delete", cells }], place: cells[0] ?? null };
}

export function movedCells(structure: Structure, op: Extract<Op, { k: "move" }>): Change {
  return { what: "move", undo: placesOf(structure.order, op.cells), redo: [op], place: op.cells[0] ?? null };
}

export function retyped(structure: Structure, op: Extract<Op, { k: "type" }>): Change {
  return { what: "type", undo: typeOps(structure, op.cells), redo: [op], place: op.cells[0] ?? null };
}

/** `lineFeed`: the split left a line feed out at the cut. */
export function splitUp(op: Extract<Op, { k: "split" }>, parts: CellId[], lineFeed: boolean): Change {
  const undo: Op[] = [{ k: "merge", cells: parts, separator: lineFeed ? "\n" : "" }];
  return { what: "split", undo, redo: [op], place: op.cell };
}

export function merged(op: Extract<Op, { k: "merge" }>, sources: string[]): Change {
  const [first, ...others] = op.cells;
  const cut = { cell: first!, keep: sources[0]!.length, of: sources.join(op.separator) };
  return { what: "merge", undo: [{ k: "restore", cells: others }], redo: [op], place: first!, cut };
}
