// @vitest-environment jsdom
// Two people in one cell, each with an editor of their own, over a node in memory.
import { redo, undo } from "@codemirror/commands";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "../link/connection";
import { MemoryNode } from "../testing/MemoryNode";
import { MemoryTab } from "../testing/MemoryTab";
import { caretField } from "./carets";
import { type Mounted, mountEditor } from "./mount";

// CodeMirror does without it where there is none.
Reflect.deleteProperty(window, "matchMedia");
const nothing = Object.assign([], { item: () => null }) as unknown as DOMRectList;
Range.prototype.getClientRects ??= () => nothing;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();

const ada = { device: "ada", name: "Ada's desk", colour: 3 };
const ben = { device: "ben", name: "Ben", colour: 7 };

let node: MemoryNode;
let mounted: Mounted[];
let tabs: MemoryTab[];

async function tab(client: string, device: typeof ada) {
  const tab = new MemoryTab(client, node, device);
  tabs.push(tab);
  await tab.open();
  const cell = tab.notebook.cell("c")!;
  tab.notebook.presence.follow(() => ({ cell: "c", ...cell.range }));
  const choices = { type: "raw", name: "cell", numbers: false, obstacle: null } as const;
  const editor = mountEditor(document.body, cell, tab.notebook, tab as unknown as Connection, choices);
  mounted.push(editor);
  const { view } = editor;
  const type = (text: string) => view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type" });
  const put = (anchor: number, head = anchor) => view.dispatch({ selection: { anchor, head } });
  return { tab, cell, view, type, put, text: () => view.state.doc.toString() };
}

/** The node has what was typed, and everybody who is not held back heard it. */
const settled = () =>
  vi.waitFor(() => expect(tabs.map(({ notebook }) => notebook.outbox.unconfirmed.value)).toEqual(tabs.map(() => 0)));
const carets = ({ view }: Awaited<ReturnType<typeof tab>>) =>
  (view.state.field(caretField, false) ?? []).map(({ name, anchor, head }) => [name, anchor, head]);

beforeEach(() => {
  node = new MemoryNode({ c: "one two three" });
  mounted = [];
  tabs = [];
});
afterEach(() => {
  for (const editor of mounted) editor.unmount();
});

describe("typing together", () => {
  test("what others type leaves my caret between the letters where it was", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    a.put(4);
    b.put(0);
    b.type("zero ");
    await settled();
    expect([a.text(), a.view.state.selection.main.head]).toEqual(["zero one two three", 9]);
    a.type("X");
    await settled();
    expect([a.text(), b.text(), node.source("c")]).toEqual(Array(3).fill("zero one Xtwo three"));
    expect(b.view.state.selection.main.head).toBe(5);
  });

  test("SY-8 a notebook that is still arriving takes no typing, and shows what comes", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    const cells = { order: ["c"], put: {}, drop: [], bin: [], title: "", heads: null };
    a.tab.notebook.told({ t: "cells", ...cells, arriving: true });
    a.type("X");
    expect([a.text(), a.tab.notebook.outbox.unconfirmed.value]).toEqual(["one two three", 0]);
    b.type("zero ");
    await settled();
    expect(a.text()).toBe("zero one two three");
    a.tab.notebook.told({ t: "cells", ...cells });
    a.put(0);
    a.type("X");
    await settled();
    expect([a.text(), b.text()]).toEqual(Array(2).fill("Xzero one two three"));
  });

  test("a selection of mine stays around its letters", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    a.put(4, 7);
    b.put(5);
    b.type("--");
    b.put(0);
    b.type("> ");
    await settled();
    const { from, to } = a.view.state.selection.main;
    expect(a.text().slice(from, to)).toBe("t--wo");
  });

  test("text of others that comes while mine is on its way keeps the caret at mine", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    a.put(3);
    a.tab.hold();
    a.type("A");
    b.put(0);
    b.type("bb");
    a.type("A");
    a.tab.release();
    await settled();
    expect([a.text(), b.text(), node.source("c")]).toEqual(Array(3).fill("bboneAA two three"));
    expect(a.view.state.selection.main.head).toBe(7);
  });

  test("undo takes back only what I typed, also after others typed around it", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    a.put(3);
    a.type(" mine");
    await settled();
    b.put(0);
    b.type("theirs ");
    b.put(b.text().length);
    b.type(" theirs");
    await settled();
    expect(undo(a.view)).toBe(true);
    await settled();
    expect([a.text(), b.text()]).toEqual(Array(2).fill("theirs one two three theirs"));
    expect(undo(a.view)).toBe(false);
    redo(a.view);
    await settled();
    expect(b.text()).toBe("theirs one mine two three theirs");
    undo(b.view);
    await settled();
    expect(a.text()).not.toMatch(/theirs$/);
    expect(a.text()).toContain("one mine two three");
  });
});

describe("carets of others in an editor", () => {
  test("are where those are, under their names, and go with them", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    b.put(4, 7);
    await vi.waitFor(() => expect(carets(a)).toEqual([["Ben", 4, 7]]));
    a.put(0);
    a.type("zero ");
    expect(carets(a)).toEqual([["Ben", 9, 12]]);
    await settled();
    expect(carets(a)).toEqual([["Ben", 9, 12]]);
    b.put(0);
    await vi.waitFor(() => expect(carets(a)).toEqual([["Ben", 0, 0]]));
  });

  test("go along while somebody types", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    b.put(3);
    for (const letter of "some words") {
      b.type(letter);
      await settled();
    }
    await vi.waitFor(() => expect(carets(a)).toEqual([["Ben", 13, 13]]));
    expect(a.text()).toBe("onesome words two three");
  });

  test("never lie beyond the text", async () => {
    const a = await tab("a", ada);
    const cursor = { ...ben, client: "b", cell: "c", anchor: -4, head: 999 };
    a.tab.notebook.told({ t: "cursors", cursors: [cursor] });
    await vi.waitFor(() => expect(carets(a)).toEqual([["Ben", 0, 13]]));
    a.put(13);
    a.type("!");
    expect(carets(a)).toEqual([["Ben", 0, 13]]);
  });

  test("come back with an editor that was away, at the places of now", async () => {
    const [a, b] = [await tab("a", ada), await tab("b", ben)];
    b.put(4);
    await vi.waitFor(() => expect(carets(a)).toHaveLength(1));
    mounted[0]!.unmount();
    b.put(0);
    b.type("zero ");
    await vi.waitFor(() => expect(a.cell.carets.value[0]?.head).toBe(5));
    const choices = { type: "raw", name: "cell", numbers: false, obstacle: null } as const;
    const again = mountEditor(document.body, a.cell, a.tab.notebook, a.tab as unknown as Connection, choices);
    mounted[0] = again;
    expect(again.view.state.field(caretField).map(({ head }) => head)).toEqual([5]);
    node.go("b");
    await vi.waitFor(() => expect(again.view.state.field(caretField)).toEqual([]));
  });

  test("another tab of mine is called so", async () => {
    const [a] = [await tab("a", ada), await tab("b", ben)];
    const other = await tab("a2", ada);
    other.put(2);
    await vi.waitFor(() => expect(carets(a)).toContainEqual(["Ada's desk (other tab)", 2, 2]));
  });
});
