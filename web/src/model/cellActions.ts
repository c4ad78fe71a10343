// What is done to cells. Each change is one op and is remembered for undo.
import type { Answer } from "../link/connection";
import type { Ask, CellId, CellType, Op, PastedCell } from "../protocol";
import { newCellId } from "../base/random";
import { S } from "../strings";
import { splitPoint } from "../editor/splitPoint";
import { notices } from "./notices";
import { deleted, inserted, merged, movedCells, retyped, type Change, splitUp, type Structure } from "./structure";
import type { Later, Workbench } from "./Workbench";
import { ChangeSet } from "@codemirror/state";
import { difference, textOf } from "../text/CellText";

/** Cut or copied cells: of this tab, for all its notebooks. */
let clipboard: PastedCell[] = [];

function structure({ notebook }: Workbench): Structure {
  return { order: notebook.order.value, type: (cell) => notebook.cell(cell)?.type.value ?? "code" };
}

const sourceOf = (bench: Workbench, cell: CellId) => bench.notebook.cell(cell)?.text.doc.toString() ?? "";
const before = (order: CellId[], cell: CellId | undefined) =>
  cell === undefined ? null : (order[order.indexOf(cell) - 1] ?? null);

/** Asks the node; what it did is remembered. `changeOf` is given the cells of its answer. */
function remembered({ history, notebook }: Workbench, ask: Ask | (() => Ask), changeOf: (cells: CellId[]) => Change) {
  const remember = (answer: Answer) => {
    if (answer.t === "ok") history.did(changeOf(answer.cells as CellId[]));
    else history.failures++;
    return answer;
  };
  return history.doing(notebook.ask(ask).then(remember));
}

/** True if the node did it. */
async function done(bench: Workbench, op: Op, what: Change): Promise<boolean> {
  return (await remembered(bench, { t: "op", op }, () => what)).t === "ok";
}

export async function insert(bench: Workbench, after: CellId | null, type: CellType, edit: boolean): Promise<void> {
  const obstacle = bench.notebook.people.obstacle("edit");
  if (obstacle !== null) return notices.tell("info", obstacle);
  const cell = newCellId();
  const later = bench.later();
  later.expect(cell, edit);
  const isDone = await done(bench, { k: "insert", cell, type, after, source: "" }, inserted([cell]));
  if (!isDone) return bench.giveUp(cell);
  const model = bench.notebook.cell(cell);
  if (model && edit) model.unfolded.value = true; // text is shown as what it means, without an editor
  later.show(cell, edit);
}

export function insertAbove(bench: Workbench): Promise<void> {
  const { order } = bench.notebook;
  return insert(bench, before(order.value, bench.selected[0]), "code", false);
}

export function insertBelow(bench: Workbench): Promise<void> {
  return insert(bench, bench.selected.at(-1) ?? null, "code", false);
}

export async function remove(bench: Workbench, cells = bench.selected): Promise<void> {
  if (cells.length === 0) return;
  if (await done(bench, { k: "delete", cells }, deleted(structure(bench), cells)))
    notices.say(S.cells.deleted(cells.length));
}

export function copy(bench: Workbench): void {
  const { selected, notebook } = bench;
  clipboard = selected.map((id) => {
    const cell = notebook.cell(id)!;
    return { type: cell.type.value, source: cell.text.doc.toString(), meta: cell.meta.value };
  });
  notices.say(S.cells.copied(selected.length));
}

export async function cut(bench: Workbench): Promise<void> {
  copy(bench);
  await remove(bench);
}

async function paste(bench: Workbench, after: CellId | null): Promise<void> {
  if (clipboard.length === 0) return notices.tell("info", S.cells.nothingToPaste);
  const later = bench.later();
  const op = { k: "paste" as const, after, cells: clipboard };
  const answer = await remembered(bench, { t: "op", op }, (cells) => inserted(cells, "paste"));
  if (answer.t !== "ok") return;
  const cells = answer.cells as CellId[];
  if (cells.length > 0) later.show(cells.at(-1)!, false);
}

export const pasteBelow = (bench: Workbench) => paste(bench, bench.selected.at(-1) ?? null);
export const pasteAbove = (bench: Workbench) => paste(bench, before(bench.notebook.order.value, bench.selected[0]));

export async function moveTo(bench: Workbench, cells: CellId[], after: CellId | null): Promise<void> {
  const later = bench.later();
  const op = { k: "move" as const, cells, after };
  const isDone = await done(bench, op, movedCells(structure(bench), op));
  const { active } = bench.selection.value;
  if (isDone && active !== null) later.show(active, false);
}

export async function moveBy(bench: Workbench, by: -1 | 1): Promise<void> {
  const { selected } = bench;
  const order = bench.notebook.order.value;
  const first = order.indexOf(selected[0] ?? "");
  const below = order[order.indexOf(selected.at(-1) ?? "") + 1];
  if (first < 0 || (by < 0 ? first === 0 : below === undefined)) return;
  await moveTo(bench, selected, by < 0 ? (order[first - 2] ?? null) : below!);
}

export async function toType(bench: Workbench, type: CellType): Promise<void> {
  const cells = bench.selected.filter((id) => bench.notebook.cell(id)?.type.value !== type);
  if (cells.length === 0) return;
  const op = { k: "type" as const, cells, type };
  if (type === "markdown") for (const id of cells) bench.notebook.cell(id)!.unfolded.value = true;
  await done(bench, op, retyped(structure(bench), op));
}

/** A markdown cell whose first line is a heading of this level. */
export async function toHeading(bench: Workbench, level: number): Promise<void> {
  const cells = bench.selected;
  await toType(bench, "markdown");
  for (const id of cells) {
    const from = bench.notebook.cell(id)?.text.doc;
    if (!from) continue;
    const to = `${"#".repeat(level)} ${from.toString().replace(/^#{1,6}\s*/, "")}`;
    bench.notebook.change(id, difference(from, textOf(to)));
  }
}

export async function split(bench: Workbench): Promise<void> {
  const { active } = bench;
  const at = active && splitPoint(active);
  if (!active || at === undefined) return;
  const source = active.text.doc.toString();
  const lineFeed = source[at - 1] === "\n";
  const later = bench.later();
  const op = () => ({ k: "split" as const, cell: active.id, version: active.text.version, at: [at] });
  const ask = (): Ask => ({ t: "op", op: op() });
  const answer = await remembered(bench, ask, (cells) => splitUp(op(), cells, lineFeed));
  if (answer.t !== "ok") return;
  const parts = answer.cells as CellId[];
  if (parts.length > 1) later.show(parts.at(-1)!, true);
}

async function merge(bench: Workbench, cells: CellId[]): Promise<void> {
  if (cells.length < 2) return;
  const later = bench.later();
  const op = { k: "merge" as const, cells, separator: "\n\n" };
  const sources = cells.map((cell) => sourceOf(bench, cell));
  if (await done(bench, op, merged(op, sources))) later.show(cells[0]!, false);
}

const neighbour = (bench: Workbench, by: number) => {
  const order = bench.notebook.order.value;
  return order[order.indexOf(bench.selection.value.active ?? "") + by];
};

export function mergeSelected(bench: Workbench): Promise<void> {
  return bench.selected.length > 1 ? merge(bench, bench.selected) : mergeBelow(bench);
}
export async function mergeAbove(bench: Workbench): Promise<void> {
  const above = neighbour(bench, -1);
  if (above && bench.active) await merge(bench, [above, bench.active.id]);
}
export async function mergeBelow(bench: Workbench): Promise<void> {
  const below = neighbour(bench, 1);
  if (below && bench.active) await merge(bench, [bench.active.id, below]);
}

export async function restore(bench: Workbench, cells: CellId[]): Promise<void> {
  const later = bench.later();
  const answer = await bench.notebook.op({ k: "restore", cells });
  if (answer.t !== "ok" || !cells[0]) return;
  later.show(cells[0], false);
  bench.flash(cells[0]);
}

/** True if the node did all of it. */
async function applied({ notebook }: Workbench, ops: Op[]): Promise<boolean> {
  for (const op of ops) {
    const current = op.k === "split" ? { ...op, version: notebook.text(op.cell)?.version ?? op.version } : op;
    if ((await notebook.op(current)).t !== "ok") return false;
  }
  return true;
}

/** `later` is of the moment in which it was asked for. */
async function apply(bench: Workbench, ops: Op[], place: CellId | null, later: Later): Promise<boolean> {
  // Keys pressed before it is back are meant for it.
  if (place !== null && !bench.notebook.cell(place)) later.expect(place, false);
  const isDone = await applied(bench, ops);
  if (!isDone) bench.history.failures++;
  if (place === null) return isDone;
  if (isDone && bench.notebook.cell(place)) {
    later.show(place, false);
    bench.flash(place);
  } else bench.giveUp(place);
  return isDone;
}

/** What merging brought into the first cell goes out again, if nobody changed it since. */
function takeOut(bench: Workbench, cut: NonNullable<Change["cut"]>): void {
  if (sourceOf(bench, cut.cell) !== cut.of) return notices.tell("warning", S.cells.mergedTextStays);
  bench.notebook.change(cut.cell, ChangeSet.of({ from: cut.keep, to: cut.of.length }, cut.of.length));
}

export function undo(bench: Workbench): Promise<void> {
  const later = bench.later();
  return bench.history.next(async () => {
    const change = bench.history.undo();
    if (!change) return notices.tell("info", S.cells.nothingToUndo);
    if (change.cut) takeOut(bench, change.cut);
    if (await apply(bench, change.undo, change.place, later)) notices.say(S.cells.undone(S.changes[change.what]));
  });
}

export function redo(bench: Workbench): Promise<void> {
  const later = bench.later();
  return bench.history.next(async () => {
    const change = bench.history.redo();
    if (!change) return notices.tell("info", S.cells.nothingToRedo);
    if (await apply(bench, change.redo, change.place, later)) notices.say(S.cells.redone(S.changes[change.what]));
  });
}
