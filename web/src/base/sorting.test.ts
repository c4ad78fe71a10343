import { describe, expect, test } from "vitest";
import { chosenAgain, ordered } from "./sorting";

describe("rows in an order", () => {
  const rows = [
    { n: 10, t: "b10" },
    { n: 2, t: null },
    { n: null, t: "b9" },
    { n: 2, t: "a" },
  ];

  test("numbers are numbers, words know numbers in them, nothing comes last either way", () => {
    expect(ordered(rows, ({ n }) => n, false).map(({ n }) => n)).toEqual([2, 2, 10, null]);
    expect(ordered(rows, ({ n }) => n, true).map(({ n }) => n)).toEqual([10, 2, 2, null]);
    expect(ordered(rows, ({ t }) => t, false).map(({ t }) => t)).toEqual(["a", "b9", "b10", null]);
  });

  test("rows that are alike stay as they were", () => {
    expect(ordered(rows, ({ n }) => n, false).map(({ t }) => t)).toEqual([null, "a", "b10", "b9"]);
  });

  test("numbers come before words", () => {
    expect(ordered(["x", 3, "a", 1], (value) => value, false)).toEqual([1, 3, "a", "x"]);
  });

  test("a column chosen again turns round, then gives up", () => {
    const first = chosenAgain(null, "a");
    expect(first).toEqual({ column: "a", descending: false });
    expect(chosenAgain(first, "a")).toEqual({ column: "a", descending: true });
    expect(chosenAgain({ column: "a", descending: true }, "a")).toBeNull();
    expect(chosenAgain(first, "b")).toEqual({ column: "b", descending: false });
  });
});
