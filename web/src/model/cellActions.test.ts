// @vitest-environment jsdom
import { expect, test } from "vitest";
import { execute } from "../keys/commands";
import type { Op } from "../protocol";
import { MemoryNode } from "../testing/MemoryNode";
import { MemoryTab } from "../testing/MemoryTab";
import { Workbench } from "./Workbench";

const blobs = { text: () => Promise.reject(new Error("none")) };

async function opened() {
  const tab = new MemoryTab("me", new MemoryNode({ a: "1", b: "2", c: "3" }), {
    device: "me",
    name: "Grace",
    colour: 0,
  });
  await tab.open();
  return { tab, bench: new Workbench(tab.notebook, blobs, "session") };
}

const ops = ({ asked }: MemoryTab): Op[] => asked.flatMap((ask) => (ask.t === "op" ? [ask.op] : []));
const remove = (bench: Workbench, cell: string) => {
  bench.select(cell);
  execute("delete", bench);
};

test("undo pressed before the node answered takes back what was pressed before it, not what was done before that", async () => {
  const { tab, bench } = await opened();
  remove(bench, "c");
  await expect.poll(() => ops(tab).length).toBe(1);
  remove(bench, "a");
  execute("undo", bench);
  await expect
    .poll(() => ops(tab))
    .toEqual([
      { k: "delete", cells: ["c"] },
      { k: "delete", cells: ["a"] },
      { k: "restore", cells: ["a"] },
      { k: "move", cells: ["a"], after: null },
    ]);
});

test("undo pressed twice takes back one thing after the other, and redo does them again", async () => {
  const { tab, bench } = await opened();
  remove(bench, "c");
  remove(bench, "a");
  for (const pressed of ["undo", "undo", "redo", "redo"] as const) execute(pressed, bench);
  await expect
    .poll(() => ops(tab))
    .toEqual([
      { k: "delete", cells: ["c"] },
      { k: "delete", cells: ["a"] },
      { k: "restore", cells: ["a"] },
      { k: "move", cells: ["a"], after: null },
      { k: "restore", cells: ["c"] },
      { k: "move", cells: ["c"], after: "b" },
      { k: "delete", cells: ["c"] },
      { k: "delete", cells: ["a"] },
    ]);
});
