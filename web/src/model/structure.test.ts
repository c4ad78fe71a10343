import { expect, test } from "vitest";
import type { CellId, CellType, Op } from "../protocol";
import { deleted, inserted, merged, movedCells, retyped, splitUp } from "./structure";

/** The node's rules for order, as far as undo needs them: a restored cell comes to the end. */
function apply(order: CellId[], op: Op): CellId[] {
  switch (op.k) {
    case "delete":
      return order.filter((cell) => !op.cells.includes(cell));
    case "restore":
      return [...order, ...op.cells];
    case "move": {
      const rest = order.filter((cell) => !op.cells.includes(cell));
      return rest.toSpliced(op.after === null ? 0 : rest.indexOf(op.after) + 1, 0, ...op.cells);
    }
    default:
      return order;
  }
}

const order = ["a", "b", "c", "d", "e"];
const types: Record<CellId, CellType> = { a: "code", b: "markdown", c: "code", d: "raw", e: "code" };
const structure = { order, type: (cell: CellId) => types[cell]! };

test.each([[["a"]], [["c"]], [["e"]], [["b", "c"]], [["a", "c", "e"]], [order]])(
  "deleting %j is taken back",
  (cells) => {
    const change = deleted(structure, cells);
    const gone = change.redo.reduce(apply, order);
    expect(change.undo.reduce(apply, gone)).toEqual(order);
    expect(change.place).toBe(cells[0]);
  },
);

test.each([
  [["a"], "c"],
  [["e"], null],
  [["b", "c"], "e"],
  [["c", "d"], "a"],
])("moving %j behind %s is taken back", (cells, after) => {
  const change = movedCells(structure, { k: "move", cells, after });
  expect(change.undo.reduce(apply, change.redo.reduce(apply, order))).toEqual(order);
});

test("what was inserted goes to the bin and comes back", () => {
  expect(inserted(["x"]).undo).toEqual([{ k: "delete", cells: ["x"] }]);
  expect(inserted(["x"]).redo).toEqual([{ k: "restore", cells: ["x"] }]);
});

test("a change of type is taken back to what each was", () => {
  const { undo } = retyped(structure, { k: "type", cells: ["a", "b", "d"], type: "code" });
  expect(undo).toEqual([
    { k: "type", cells: ["a"], type: "code" },
    { k: "type", cells: ["b"], type: "markdown" },
    { k: "type", cells: ["d"], type: "raw" },
  ]);
});

test("a split is merged with the line feed it left out", () => {
  const op = { k: "split" as const, cell: "a", version: 1, at: [4] };
  expect(splitUp(op, ["a", "x"], true).undo).toEqual([{ k: "merge", cells: ["a", "x"], separator: "\n" }]);
  expect(splitUp(op, ["a", "x"], false).undo).toEqual([{ k: "merge", cells: ["a", "x"], separator: "" }]);
});

test("a merge is taken back by the others from the bin and a cut of the first", () => {
  const change = merged({ k: "merge", cells: ["a", "b"], separator: "\n\n" }, ["one", "two"]);
  expect(change.undo).toEqual([{ k: "restore", cells: ["b"] }]);
  expect(change.cut).toEqual({ cell: "a", keep: 3, of: "one\n\ntwo" });
});
