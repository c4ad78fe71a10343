import { expect, test } from "vitest";
import { History } from "./History";
import { inserted } from "./structure";

test("undo goes back, redo forth, and something new ends redo", () => {
  const history = new History();
  const [one, two] = [inserted(["1"]), inserted(["2"])];
  history.did(one);
  history.did(two);
  expect(history.undo()).toBe(two);
  expect(history.redo()).toBe(two);
  expect(history.undo()).toBe(two);
  history.did(one);
  expect(history.redo()).toBeUndefined();
});
