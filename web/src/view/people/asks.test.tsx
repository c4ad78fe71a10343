// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { READ_MS, SHOWN_MOST } from "../../model/Asks";
import { notices } from "../../model/notices";
import { Workbench } from "../../model/Workbench";
import type { AskRow, HostsTold, Person, Run } from "../../protocol";
import { MemoryNode } from "../../testing/MemoryNode";
import { MemoryTab } from "../../testing/MemoryTab";
import { InputPrompt } from "../InputPrompt";
import { followKeys } from "../keyboard";
import { AskCards } from "./AskCards";
import { ExactCode } from "./ExactCode";

let place: HTMLElement;
let tab: MemoryTab;
let bench: Workbench;

beforeEach(async () => {
  vi.useFakeTimers();
  place = document.body.appendChild(document.createElement("main"));
  tab = new MemoryTab("me", new MemoryNode({ a: "1", b: "2" }), { device: "me", name: "Grace", colour: 0 });
  await tab.open();
  bench = new Workbench(tab.notebook, { text: () => Promise.reject(new Error("none")) }, "session");
  notices.list.value = [];
  await people(true);
});
afterEach(async () => {
  await act(() => render(null, place));
  bench.end();
  place.remove();
  vi.useRealTimers();
});

const person = (device: string, name: string, more: Partial<Person> = {}): Person => ({
  ...{ device, name, colour: 1, me: false, mine: false, role: "edit", run: false, host: true, trust: "unknown" },
  ...{ here: true, path: "lan", same: true },
  ...more,
});
const ALL = [person("me", "Grace", { me: true }), person("ada", "Ada"), person("own", "Phone", { mine: true })];
const people = (mayRun: boolean) =>
  act(() =>
    tab.notebook.told({
      ...{ t: "people", shared: true, mayShare: true, people: ALL, sync: { state: "same", unsent: 0 }, relays: [] },
      may: { comment: true, edit: mayRun, run: mayRun, admin: mayRun },
    }),
  );
const ask = (exec: string, more: Partial<AskRow> = {}): AskRow => ({
  ...{ exec, cell: "b", device: "ada", source: "print('oak')" },
  ...more,
});
const asks = (rows: AskRow[], more = 0) => act(() => tab.notebook.told({ t: "asks", asks: rows, more }));
const read = () => act(() => void vi.advanceTimersByTime(READ_MS));
const draw = () => act(() => render(<AskCards bench={bench} />, place));
const text = () => place.textContent ?? "";
const button = (words: string) =>
  [...place.querySelectorAll("button")].find((one) => one.textContent!.trim() === words)!;
const press = (words: string) =>
  act(async () => {
    button(words).click();
    await vi.advanceTimersByTimeAsync(0);
  });
const asked = () => tab.asked.at(-1);

describe("EX-18 what others want to run here", () => {
  test("is shown by device, with the exact code of each cell", async () => {
    await asks([
      ask("e1"),
      ask("e2", { device: "own", cell: "gone", source: "<b>1</b>\n2" }),
      ask("e3", { cell: "a" }),
    ]);
    await draw();
    const cards = [...place.querySelectorAll("article")];
    expect(cards.map((card) => card.ariaLabel ?? card.getAttribute("aria-label"))).toEqual([
      "Ada wants to run 2 cells on this computer",
      "Phone wants to run 1 cell on this computer",
    ]);
    expect(cards[0]!.textContent).toContain("Cell 2");
    expect(cards[0]!.textContent).toContain("Cell 1");
    expect(cards[1]!.querySelector("pre")!.textContent).toBe("<b>1</b>\n2");
    expect(cards[1]!.textContent).toContain("A cell that is not here2 lines");
  });

  test("runs once its owner could read it and says so", async () => {
    await asks([ask("e1")]);
    await draw();
    await press("Run");
    expect(tab.asked.some(({ t }) => t === "allow")).toBe(false);
    await read();
    await press("Run");
    expect(asked()).toEqual({ t: "allow", execs: ["e1"] });
  });

  test("and what came just before that waits for another yes", async () => {
    await asks([ask("e1")]);
    await draw();
    await read();
    await asks([ask("e1"), ask("e2", { source: "steal()" })]);
    expect(text()).toContain("steal()");
    await press("Run");
    expect(asked()).toEqual({ t: "allow", execs: ["e1"] });
    await asks([ask("e2", { source: "steal()" })]);
    await read();
    await press("Run, and don’t ask again for Ada");
    expect(asked()).toEqual({ t: "allow", execs: ["e2"], always: "ada" });
  });

  test("is never let before its code is here, and refused at once", async () => {
    await asks([ask("e1", { source: undefined }), ask("e2", { source: undefined })]);
    await draw();
    await read();
    expect(text()).toContain("Its code is not here yet.");
    await press("Run");
    expect(tab.asked.some(({ t }) => t === "allow")).toBe(false);
    await press("Refuse");
    expect(asked()).toEqual({ t: "deny", execs: ["e1", "e2"] });
  });

  test("names no more than is shown", async () => {
    const rows = Array.from({ length: SHOWN_MOST + 2 }, (_, index) => ask(`e${index}`));
    await asks(rows, 3);
    await draw();
    await read();
    expect(place.querySelectorAll("pre")).toHaveLength(SHOWN_MOST);
    expect(text()).toContain("2 more wait, and will be shown once these are answered.");
    expect(text()).toContain("3 more wait");
    await press("Refuse");
    expect(asked()).toMatchObject({ execs: rows.slice(0, SHOWN_MOST).map(({ exec }) => exec) });
  });

  test("is read out and takes no focus; who answered is back in the notebook", async () => {
    const outside = document.body.appendChild(document.createElement("textarea"));
    outside.focus();
    await asks([ask("e1")]);
    await draw();
    expect(document.activeElement).toBe(outside);
    expect(notices.said.value).toBe("Ada wants to run 1 cell on this computer");
    outside.remove();
    const back = vi.spyOn(bench, "focusActive");
    button("Refuse").focus();
    await asks([]);
    expect(back).toHaveBeenCalledOnce();
  });

  test("is scrolled by keys that elsewhere are the notebook's", async () => {
    await asks([ask("e1")]);
    await draw();
    const stop = followKeys(bench);
    const isTaken = (target: Element) =>
      !target.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
    expect([isTaken(place.querySelector(".asked-cells")!), isTaken(place)]).toEqual([false, true]);
    stop();
  });

  test("says why an answer was not taken; where the rule is fixed nobody is let for good", async () => {
    await asks([ask("e1")]);
    await draw();
    tab.answers = (_ask, id) => ({ t: "no", id, why: "The disk is full." });
    await press("Refuse");
    expect(place.querySelector("[role=alert]")!.textContent).toBe("The disk is full.");
    await hosts({ rule: "ask", listed: [], why: "It was started with --run-policy." });
    expect(button("Run, and don’t ask again for Ada")).toBeUndefined();
  });

  test("is forgotten while the node is away", async () => {
    await asks([ask("e1")]);
    tab.notebook.lost();
    expect(tab.notebook.asks.groups.value).toEqual([]);
  });
});

const hosts = (policy: HostsTold["policy"]) =>
  act(() => tab.notebook.told({ t: "hosts", hosts: [], settings: { moves: false }, policy }));

test.each([
  ["#\rimport os", "#U+000Dimport os"],
  ["a = '\u202e'", "a = 'U+202E'"],
  ["x\u200b = 1\r\ny\t= 2", "xU+200B = 1\r\ny\t= 2"],
])("characters of code that can not be seen are shown: %j", async (source, shown) => {
  await act(() => render(<ExactCode source={source} />, place));
  expect(place.querySelector("pre")!.textContent).toBe(shown);
});

const waiting = (requestedBy: string): Run => ({
  ...{ exec: "e1", state: "executing", fromFile: false, edited: false, requestedBy, outputs: [] },
  input: { prompt: "Name? ", password: false },
});
const input = async (requestedBy: string) => {
  bench.select("a");
  const cell = bench.notebook.cell("a")!;
  await act(() => render(<InputPrompt bench={bench} cell={cell} run={waiting(requestedBy)} />, place));
};

describe("EX-17 a cell asks", () => {
  test.each(["me", "own"])("whoever asked for its run, on whatever device: %s", async (device) => {
    await input(device);
    expect(text()).toContain("Name?");
    expect(document.activeElement?.tagName).toBe("INPUT");
  });

  test("others see who is asked, and answer only when they want to", async () => {
    await input("ada");
    expect(text()).toBe("Ada is asked: Name?Answer instead");
    expect(place.querySelector("input")).toBeNull();
    await press("Answer instead");
    const field = place.querySelector("input")!;
    expect(document.activeElement).toBe(field);
    field.value = "oak";
    await press("Send");
    expect(asked()).toEqual({ t: "stdin", exec: "e1", text: "oak" });
  });

  test("who may not run cells answers nothing for others", async () => {
    await people(false);
    await input("ada");
    expect(text()).toBe("Ada is asked: Name?");
  });
});
