// @vitest-environment jsdom
import { EditorView } from "@codemirror/view";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { execute, type CommandId } from "../keys/commands";
import type { Connection } from "../link/connection";
import { mountEditor } from "../editor/mount";
import { notices } from "../model/notices";
import { Workbench } from "../model/Workbench";
import type { May } from "../protocol";
import { MemoryNode } from "../testing/MemoryNode";
import { MemoryTab } from "../testing/MemoryTab";
import { CellTools } from "./CellTools";
import { Gutter } from "./Gutter";
import { InsertLine } from "./InsertLine";

// jsdom lays nothing out.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

const blobs = { text: () => Promise.reject(new Error("none")) };
const NOTHING = { comment: false, edit: false, run: false, admin: false };
const ASK = "You can view this notebook. Ask an admin of it to let you edit.";

let place: HTMLElement;
let tab: MemoryTab;
let bench: Workbench;

beforeEach(async () => {
  place = document.body.appendChild(document.createElement("main"));
  const node = new MemoryNode({ a: "1", b: "2" });
  tab = new MemoryTab("me", node, { device: "me", name: "Grace", colour: 0 });
  await tab.open();
  bench = new Workbench(tab.notebook, blobs, "session");
  bench.select("b");
  notices.list.value = [];
});
afterEach(async () => {
  await act(() => render(null, place));
  bench.end();
  place.remove();
});

const may = (part: Partial<May>) => {
  const rest = { shared: true, mayShare: false, people: [], sync: { state: "offline", unsent: 0 } } as const;
  tab.notebook.told({ t: "people", ...rest, people: [], relays: [], may: { ...NOTHING, ...part } });
};
const told = () => notices.list.value.map(({ text }) => text);
const changes = () => tab.asked.filter(({ t }) => t === "op" || t === "run" || t === "restart" || t === "clear");

describe("who may only view", () => {
  const commands: CommandId[] = [
    "insert-below",
    "delete",
    "cut",
    "move-up",
    "to-raw",
    "heading-1",
    "clear",
    "run-insert",
  ];

  test.each(commands)("is told so in answer to %s, which does nothing", async (command) => {
    may({});
    execute(command, bench);
    await act(async () => {});
    expect([told(), changes(), bench.wanted.value]).toEqual([[ASK], [], null]);
  });

  test("goes through the cells with Shift+Enter, and no cell comes after the last", async () => {
    may({});
    bench.select("a");
    execute("run-advance", bench);
    await act(async () => {});
    expect([told(), bench.selection.value.active]).toEqual([[ASK], "b"]);
    execute("run-advance", bench);
    await act(async () => {});
    expect([changes(), bench.notebook.order.value]).toEqual([[], ["a", "b"]]);
  });

  test("finds controls that say why they do nothing", async () => {
    may({});
    const cell = bench.notebook.cell("a")!;
    await act(() =>
      render([<Gutter bench={bench} cell={cell} number={1} />, <InsertLine bench={bench} after="a" />], place),
    );
    const run = place.querySelector<HTMLButtonElement>(".run-button")!;
    expect([run.getAttribute("aria-disabled"), run.title]).toEqual(["true", ASK]);
    await act(() => void place.querySelector(".insert-line")!.dispatchEvent(new Event("pointerenter")));
    for (const button of place.querySelectorAll<HTMLButtonElement>(".insert-button")) {
      expect([button.getAttribute("aria-disabled"), button.title]).toEqual(["true", ASK]);
      await act(() => button.click());
    }
    expect([told(), changes()]).toEqual([[ASK], []]);
  });
});

test("a cell's handle drags it only where it may be moved, and says why else", async () => {
  may({});
  await act(() => render(<CellTools bench={bench} cell={bench.notebook.cell("a")!} number={1} active />, place));
  const handle = place.querySelector<HTMLElement>(".drag-handle")!;
  const near = () => act(async () => void handle.dispatchEvent(new Event("pointerenter")));
  await near();
  await import("./dragging");
  const looks = () => [handle.getAttribute("draggable"), handle.getAttribute("aria-disabled"), handle.title];
  expect(looks()).toEqual([null, "true", ASK]);
  await act(() => may({ edit: true }));
  await near();
  await vi.waitFor(() => expect(looks()).toEqual(["true", null, "Drag cell 1"]));
  await act(() => may({}));
  expect(looks()).toEqual([null, "true", ASK]);
});

describe("a text", () => {
  const mount = (obstacle: string | null) => {
    const cell = bench.notebook.cell("a")!;
    const choices = { type: "raw", name: "cell", numbers: false, obstacle } as const;
    return mountEditor(place, cell, bench.notebook, tab as unknown as Connection, choices).view;
  };

  test("that may not be changed is not, and who types in it is told why", () => {
    may({});
    const view = mount(ASK);
    expect(view.state.readOnly).toBe(true);
    const typed = new InputEvent("beforeinput", {
      inputType: "insertText",
      data: "x",
      bubbles: true,
      cancelable: true,
    });
    view.contentDOM.dispatchEvent(typed);
    expect([typed.defaultPrevented, told()]).toEqual([true, [ASK]]);
    view.dispatch({ changes: { from: 0, insert: "x" } });
    expect(view.state.doc.toString()).toBe("1");
  });

  test("still follows what others write", () => {
    may({});
    const view = mount(ASK);
    const update = { t: "update", cell: "a", version: 1, client: "other", heads: {} } as const;
    tab.notebook.told({ ...update, changes: [[0, "new "], 1] });
    expect(view.state.doc.toString()).toBe("new 1");
    expect(EditorView.findFromDOM(place)).toBe(view);
  });

  test("that may be changed is", () => {
    may({ edit: true });
    const view = mount(null);
    view.dispatch({ changes: { from: 0, insert: "x" } });
    expect([view.state.doc.toString(), told()]).toEqual(["x1", []]);
  });
});

test("who may edit and not run is told so for runs only", async () => {
  may({ comment: true, edit: true });
  execute("run", bench);
  execute("run-all", bench);
  execute("insert-below", bench);
  await act(async () => {});
  expect(told()).toEqual(["You can edit this notebook, but not run code in it. Ask an admin of it to let you."]);
  expect(changes().map(({ t }) => t)).toEqual(["op"]);
});
