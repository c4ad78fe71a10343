import { expect, test } from "vitest";
import { all, extended, moved, NOTHING, only, selected, settled } from "./selection";

const order = ["a", "b", "c", "d"];

test("moving stops at the ends and begins at the first cell", () => {
  expect(moved(only("c"), order, 1)).toEqual(only("d"));
  expect(moved(only("d"), order, 1)).toEqual(only("d"));
  expect(moved(only("a"), order, -1)).toEqual(only("a"));
  expect(moved(NOTHING, order, 1)).toEqual(only("a"));
  expect(moved(NOTHING, [], 1)).toEqual(NOTHING);
});

test("a range grows, shrinks and turns around its anchor", () => {
  const two = extended(only("b"), order, 1);
  expect(selected(two, order)).toEqual(["b", "c"]);
  const turned = extended(extended(two, order, -1), order, -1);
  expect(selected(turned, order)).toEqual(["a", "b"]);
  expect(selected(extended(only("b"), order, Infinity), order)).toEqual(["b", "c", "d"]);
  expect(selected(extended(only("c"), order, -Infinity), order)).toEqual(["a", "b", "c"]);
});

test("all are selected, in order", () => expect(selected(all(order), order)).toEqual(order));

test("when the active cell goes, the one that took its place is active, or the last", () => {
  expect(settled(only("b"), order, ["a", "c", "d"])).toEqual(only("c"));
  expect(settled(only("d"), order, ["a", "b"])).toEqual(only("b"));
  expect(settled(only("a"), order, [])).toEqual(NOTHING);
});

test("at first the first cell is active", () => expect(settled(NOTHING, [], order)).toEqual(only("a")));

test("a moved cell stays active, and a lost anchor falls to it", () => {
  expect(settled(only("b"), order, ["b", "a", "c"])).toEqual(only("b"));
  expect(settled({ active: "c", anchor: "a" }, order, ["b", "c"])).toEqual(only("c"));
});
