// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute } from "../keys/commands";
import type { Answer } from "../link/connection";
import { insert } from "../model/cellActions";
import { Workbench } from "../model/Workbench";
import type { Ask, CellId, Op } from "../protocol";
import { MemoryNode } from "../testing/MemoryNode";
import { MemoryTab } from "../testing/MemoryTab";
import { followKeys } from "./keyboard";

// jsdom lays nothing out.
Element.prototype.scrollIntoView ??= () => {};

const blobs = { text: () => Promise.reject(new Error("none")) };
const CELL = { type: "code" as const, version: 0, source: "", meta: {} };

let tab: MemoryTab;
let bench: Workbench;
let unfollow: () => void;
/** What the node was asked to do with cells and has not answered. */
let waiting: { op: Op; answer: (answer: Answer) => void }[];
let order: CellId[];

beforeEach(async () => {
  waiting = [];
  order = ["a", "b", "c", "d"];
  tab = new MemoryTab("me", new MemoryNode({ a: "1", b: "2", c: "3", d: "4" }), {
    device: "me",
    name: "Grace",
    colour: 0,
  });
  tab.answers = (ask: Ask, id) =>
    new Promise((answer) => (ask.t === "op" ? waiting.push({ op: ask.op, answer }) : answer({ t: "ok", id })));
  await tab.open();
  bench = new Workbench(tab.notebook, blobs, "session");
  for (const cell of order) draw(cell);
  unfollow = followKeys(bench);
  bench.show("b", false);
});
afterEach(() => {
  unfollow();
  bench.end();
  tab.notebook.presence.end();
  document.body.replaceChildren();
});

function draw(cell: CellId): void {
  const element = document.body.appendChild(document.createElement("div"));
  element.tabIndex = 0;
  bench.place(cell, element);
  bench.grant(cell);
}

function press(...keys: string[]): void {
  const target = document.activeElement ?? document.body;
  for (const key of keys) target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

/** As the node does it: first it tells of the cells as they are now, then it answers. */
async function answer(cells: CellId[], t: "ok" | "no" = "ok", ids: CellId[] = []): Promise<void> {
  await expect.poll(() => waiting.length).toBe(1);
  const put = Object.fromEntries(cells.filter((cell) => !order.includes(cell)).map((cell) => [cell, CELL]));
  const drop = order.filter((cell) => !cells.includes(cell));
  order = cells;
  tab.notebook.told({ t: "cells", order, put, drop, bin: [], title: "", heads: null });
  for (const cell of Object.keys(put)) draw(cell);
  waiting.shift()!.answer(t === "ok" ? { t, id: 0, cells: ids } : { t, id: 0, why: "No." });
  await new Promise((later) => setTimeout(later));
}

test("what is pressed before the node answered is for the cells as they are then", async () => {
  press("d", "d", "d", "d");
  expect(waiting.map(({ op }) => op)).toEqual([{ k: "delete", cells: ["b"] }]);
  await answer(["a", "c", "d"]);
  expect(waiting.map(({ op }) => op)).toEqual([{ k: "delete", cells: ["c"] }]);
  press("z");
  await answer(["a", "d"]);
  expect(waiting.map(({ op }) => op)).toEqual([{ k: "restore", cells: ["c"] }]);
});

test("what was meant for a cell that does not come is not done to another one", async () => {
  press("b", "x", "x");
  await answer(["a", "b", "c", "d"], "no");
  expect(waiting).toEqual([]);
  press("x");
  expect(waiting.map(({ op }) => op)).toEqual([{ k: "delete", cells: ["b"] }]);
});

test("keys for a new cell wait until it is here, however long that takes", async () => {
  press("b", "Shift", "x");
  const { op } = waiting[0]!;
  const cell = (op.k === "insert" && op.cell) || "";
  await answer(["a", "b", cell, "c", "d"]);
  expect(bench.selection.value.active).toBe(cell);
  expect(waiting.map(({ op }) => op)).toEqual([{ k: "delete", cells: [cell] }]);
});

test("a late answer does not take the focus from what was clicked meanwhile", async () => {
  press("c", "v");
  document.body.dispatchEvent(new Event("pointerdown"));
  bench.show("d", false);
  await answer(["a", "b", "new", "c", "d"], "ok", ["new"]);
  expect(bench.selection.value.active).toBe("d");
  press("v");
  await answer(["a", "b", "new", "c", "d", "newer"], "ok", ["newer"]);
  expect(bench.selection.value.active).toBe("newer");
});

test.each([
  ["b", ["a", "b", "new", "c", "d"]],
  ["z", ["a", "b", "c", "d"]],
])("what is clicked and typed while %s is on its way stays where it is", async (key, cells) => {
  press("d", "d");
  await answer(["a", "c", "d"]);
  press(key, "x");
  document.body.dispatchEvent(new Event("pointerdown"));
  bench.show("d", false);
  press("k");
  expect(bench.selection.value.active).toBe("c");
  await expect.poll(() => waiting.length).toBe(1);
  const { op } = waiting[0]!;
  await answer(cells.map((cell) => (cell === "new" && op.k === "insert" && op.cell) || cell));
  if (key === "z") await answer(cells);
  expect(bench.selection.value.active).toBe("c");
  expect(waiting).toEqual([]);
});

test("the browser's own keys are not held, nor is what a held key repeats", async () => {
  press("d", "d");
  const reload = new KeyboardEvent("keydown", { key: "r", ctrlKey: true, cancelable: true });
  document.body.dispatchEvent(reload);
  const tab = new KeyboardEvent("keydown", { key: "Tab", cancelable: true });
  document.body.dispatchEvent(tab);
  expect([reload.defaultPrevented, tab.defaultPrevented]).toEqual([false, false]);
  for (const _ of [1, 2, 3]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "x", repeat: true }));
  await answer(["a", "c", "d"]);
  expect(waiting).toEqual([]);
});

test("what is typed after a click on a button that makes a cell does not press the button again", async () => {
  const button = document.body.appendChild(document.createElement("button"));
  button.focus();
  void insert(bench, "d", "code", true);
  const space = new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true });
  button.dispatchEvent(space);
  expect(space.defaultPrevented).toBe(true);
  await answer(["a", "b", "c", "d"], "no");
  const again = new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true });
  button.dispatchEvent(again);
  expect(again.defaultPrevented).toBe(false);
});

test("a new text cell is written in", async () => {
  void insert(bench, "d", "markdown", true);
  const { op } = waiting[0]!;
  const cell = (op.k === "insert" && op.cell) || "";
  await answer(["a", "b", "c", "d", cell]);
  expect(tab.notebook.cell(cell)?.showsSource).toBe(true);
});

test("what the node did not do is not taken back, nor what was done before it", async () => {
  press("d", "d");
  await answer(["a", "c", "d"]);
  void execute("delete", bench);
  void execute("undo", bench);
  await answer(["a", "c", "d"], "no");
  expect(waiting).toEqual([]);
});

test("without a connection no key is held", () => {
  tab.notebook.lost();
  press("d", "d", "j");
  expect(bench.selection.value.active).toBe("c");
});
