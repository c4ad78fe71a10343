// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Answer } from "../../link/connection";
import { notices } from "../../model/notices";
import { Workbench } from "../../model/Workbench";
import type { Ask, Session, Variable } from "../../protocol";
import { MemoryNode } from "../../testing/MemoryNode";
import { MemoryTab } from "../../testing/MemoryTab";
import { execute } from "../../keys/commands";
import { KernelChip } from "../KernelChip";
import { bytesOf, lengthsOf, rowsOf } from "./rows";
import { VariablesPanel } from "./VariablesPanel";

const IDLE: Session = { state: "idle", language: "python", jit: true };
const value = (name: string, type: string, more: Partial<Variable> = {}): Variable => ({
  ...{ name, kind: "value", type, value: `the ${name}` },
  ...more,
});
const ALL = [
  value("words", "list", { lengths: [3], bytes: 88 }),
  value("Grid", "ndarray", { lengths: [3, 1000], bytes: 24_128 }),
  value("area", "function", { kind: "function" }),
  value("x", "int", { bytes: 28 }),
];

describe("rows", () => {
  const names = (wish: Partial<Parameters<typeof rowsOf>[1]>) =>
    rowsOf(ALL, { words: "", all: false, sorting: null, ...wish }).map(({ name }) => name);

  test("are data by name, of a name or type, and all else when asked for", () => {
    expect(names({})).toEqual(["Grid", "words", "x"]);
    expect(names({ all: true })).toEqual(["area", "Grid", "words", "x"]);
    expect(names({ words: " NDA " })).toEqual(["Grid"]);
  });

  test("are sorted by each column", () => {
    expect(names({ sorting: { column: "name", descending: true } })).toEqual(["x", "words", "Grid"]);
    expect(names({ sorting: { column: "type", descending: false } })).toEqual(["x", "words", "Grid"]);
    expect(names({ sorting: { column: "size", descending: false } })).toEqual(["words", "Grid", "x"]);
    expect(names({ sorting: { column: "size", descending: true } })).toEqual(["Grid", "words", "x"]);
  });

  test("say their sizes", () => {
    expect(ALL.map(lengthsOf)).toEqual(["3", "3 × 1,000", "", ""]);
    expect(ALL.map(bytesOf)).toEqual(["88 bytes", "24 KiB", "", "28 bytes"]);
    expect(bytesOf({ bytes: 3 << 20 } as Variable)).toBe("3.0 MiB");
  });
});

describe("the panel", () => {
  let place: HTMLElement;
  let tab: MemoryTab;
  let bench: Workbench;
  let told: readonly Variable[];
  const copied = vi.fn((_text: string) => Promise.resolve());

  beforeEach(async () => {
    place = document.body.appendChild(document.createElement("div"));
    tab = new MemoryTab("me", new MemoryNode({ a: "1" }), { device: "me", name: "Grace", colour: 0 });
    await tab.open();
    told = ALL;
    tab.answers = (ask: Ask, id: number): Answer =>
      ask.t === "variables" ? { t: "ok", id, variables: told, more: 0 } : { t: "ok", id };
    bench = new Workbench(tab.notebook, { text: () => Promise.reject(new Error("none")) }, "session");
    notices.list.value = [];
    Object.defineProperty(navigator, "clipboard", { value: { writeText: copied }, configurable: true });
  });
  afterEach(async () => {
    await act(() => render(null, place));
    bench.end();
    place.remove();
  });

  const settle = () => act(() => new Promise((done) => setTimeout(done)));
  const show = async () => {
    await act(() => render(<VariablesPanel bench={bench} />, place));
    await settle();
  };
  const session = async (now: Session) => {
    await act(() => tab.notebook.told({ t: "session", session: now }));
    await settle();
  };
  const ended = async () => {
    const run = { exec: "e", state: "ok" as const, fromFile: false, edited: false };
    await act(() => tab.notebook.told({ t: "run", cell: "a", run }));
    await settle();
  };
  const names = () => [...place.querySelectorAll("tbody th")].map((one) => one.textContent);
  const asked = () => tab.asked.filter(({ t }) => t === "variables").length;

  test("says that no kernel runs, and asks nothing", async () => {
    await show();
    expect(place.textContent).toContain("No kernel runs here.");
    expect(asked()).toBe(0);
  });

  test("asks when a kernel is there, and again after each run; not of one that starts", async () => {
    await show();
    await session({ state: "starting", language: "", jit: false });
    expect(place.textContent).toContain("The kernel is starting …");
    expect(asked()).toBe(0);
    await session(IDLE);
    expect([asked(), names()]).toEqual([1, ["Grid", "words", "x"]]);
    await session({ state: "busy", language: "python", jit: true });
    expect(asked()).toBe(1);
    told = [value("y", "int")];
    await ended();
    expect([asked(), names()]).toEqual([2, ["y"]]);
    await session(null);
    expect(names()).toEqual([]);
    expect(place.textContent).toContain("No kernel runs here.");
  });

  test("asks nothing once it is closed", async () => {
    await session(IDLE);
    await show();
    await act(() => render(null, place));
    const before = asked();
    await ended();
    expect(asked()).toBe(before);
  });

  test("many runs that end while it asks are one more question", async () => {
    await session(IDLE);
    const answers: (() => void)[] = [];
    tab.ask = (ask) => {
      tab.asked.push(ask);
      return new Promise((answer) => answers.push(() => answer({ t: "ok", id: 1, variables: told, more: 0 })));
    };
    await show();
    for (let run = 0; run < 5; run++) await ended();
    expect(asked()).toBe(1);
    answers[0]!();
    await settle();
    expect(asked()).toBe(2);
    answers[1]!();
    await settle();
    expect(asked()).toBe(2);
  });

  test("keeps what it had, with the reason, while the kernel does not answer", async () => {
    await session(IDLE);
    await show();
    tab.answers = (_ask, id) => ({ t: "no", id, why: "The kernel did not answer in time." });
    await ended();
    expect(names()).toEqual(["Grid", "words", "x"]);
    expect(place.textContent).toContain("The kernel did not answer in time.");
  });

  test("is sorted by a head, and copies a name", async () => {
    await session(IDLE);
    await show();
    const size = [...place.querySelectorAll("thead button")].find((one) => one.textContent === "Size") as HTMLElement;
    await act(() => size.click());
    expect(names()).toEqual(["words", "Grid", "x"]);
    expect(size.closest("th")!.getAttribute("aria-sort")).toBe("ascending");
    await act(() => (place.querySelector("tbody th button") as HTMLElement).click());
    await settle();
    expect(copied).toHaveBeenCalledWith("words");
    expect(notices.list.value.at(-1)!.text).toContain("words");
  });

  test("R5 what a kernel calls its values is never HTML", async () => {
    told = [value("x", "<b>t</b>", { value: "<img src=x onerror=alert(1)>" })];
    await session(IDLE);
    await show();
    expect(place.querySelectorAll("b, img")).toHaveLength(0);
    expect(place.textContent).toContain("<img src=x onerror=alert(1)>");
  });

  test.each(["Escape", "I"])("%s closes it and gives the focus back", async (key) => {
    const before = document.body.appendChild(document.createElement("button"));
    before.focus();
    tab.notebook.variables.shown.value = true;
    await show();
    expect(place.contains(document.activeElement)).toBe(true);
    await act(() => void document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
    expect(tab.notebook.variables.shown.value).toBe(false);
    await act(() => render(null, place));
    expect(document.activeElement).toBe(before);
    before.remove();
  });

  test("is opened by its command and by the chip of the kernel", async () => {
    const { shown } = tab.notebook.variables;
    execute("variables", bench);
    expect(shown.value).toBe(true);
    const press = () => execute("variables", bench);
    await act(() => render(<KernelChip session={IDLE} ended={null} busy={0} open={true} onPress={press} />, place));
    const chip = place.querySelector("button")!;
    expect(chip.getAttribute("aria-expanded")).toBe("true");
    chip.click();
    expect(shown.value).toBe(false);
  });
});
