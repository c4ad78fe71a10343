import { expect, test } from "vitest";
import type { Output, OutputsTold, Run, RunHead, Tail } from "../protocol";
import { headTold, outputsTold, shown } from "./runs";

const text = (words: string): Output => ({ kind: "stream", name: "stdout", data: { "text/plain": { text: words } } });
const head = (exec: string, state: RunHead["state"]): RunHead => ({ exec, state, fromFile: false, edited: false });
const told = (
  exec: string,
  length: number,
  put: Record<string, Output>,
  tail: Record<string, Tail> = {},
): OutputsTold => ({
  t: "outputs",
  cell: "c",
  exec,
  length,
  put,
  tail,
});
const run = (exec: string, ...outputs: Output[]): Run => ({ ...head(exec, "ok"), outputs });

test("a new run shows the outputs before it, greyed, until it has its own", () => {
  const before = shown(run("1", text("old")), 0);
  const pending = headTold(before, head("2", "pending"), 0);
  expect(pending).toMatchObject({ former: true, outputs: [text("old")] });
  expect(outputsTold(pending, told("2", 0, {}))).toBe(pending);
  const running = outputsTold(headTold(pending, head("2", "executing"), 5), told("2", 1, { 0: text("new") }));
  expect(running).toMatchObject({ former: false, outputs: [text("new")], startedAt: 5 });
});

test("a run that ends without outputs shows none", () => {
  const running = headTold(shown(run("1", text("old")), 0), head("2", "executing"), 0);
  expect(headTold(running, head("2", "ok"), 9)).toMatchObject({ former: false, outputs: [] });
});

test("outputs are put into the list, which is then cut; those of another run are not", () => {
  const now = shown(run("1", text("a"), text("b"), text("c")), 0);
  expect(outputsTold(now, told("1", 2, { 1: text("B") }))?.outputs).toEqual([text("a"), text("B")]);
  expect(outputsTold(now, told("0", 0, {}))).toBe(now);
});

test("of a stream that goes on only its end is told", () => {
  const now = shown(run("1", text("a"), text("10%\nthen")), 0);
  expect(outputsTold(now, told("1", 2, {}, { 1: { keep: 0, text: "20%" } }))?.outputs).toEqual([
    text("a"),
    text("20%"),
  ]);
  expect(outputsTold(now, told("1", 2, {}, { 1: { keep: 8, text: " more" } }))?.outputs[1]).toEqual(
    text("10%\nthen more"),
  );
});

test("of a run elsewhere the start is when it was first told, however often it is told again", () => {
  const first = headTold(null, head("1", "executing"), 100);
  expect(headTold(first, { ...head("1", "executing"), gone: true }, 900).startedAt).toBe(100);
});

test("the start is reckoned back from what the node says", () => {
  expect(shown({ ...run("1"), state: "executing", startedAgoMs: 300 }, 1000).startedAt).toBe(700);
});
