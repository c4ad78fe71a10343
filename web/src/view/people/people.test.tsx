// @vitest-environment jsdom
import type { ComponentChild } from "preact";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "../../link/connection";
import type { App } from "../../model/App";
import type { CellModel } from "../../model/CellModel";
import { Home } from "../../model/Home";
import { Workbench } from "../../model/Workbench";
import type { PeopleTold, Person } from "../../protocol";
import { MemoryNode } from "../../testing/MemoryNode";
import { MemoryTab } from "../../testing/MemoryTab";
import { JoinDialog, Joins } from "./joining";
import { AwayBar, CellMarks, FollowBar, PeopleBar, SyncChip } from "./parts";
import { ShareDialog } from "./ShareDialog";

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
Element.prototype.scrollIntoView = vi.fn();

const ada = { device: "ada", name: "Ada's desk", colour: 3 };
const blobs = { text: () => Promise.reject(new Error("none")) };
const LINK = "anode://join/abc";

let place: HTMLElement;
let tab: MemoryTab;
let node: MemoryNode;
let bench: Workbench;

beforeEach(async () => {
  place = document.body.appendChild(document.createElement("main"));
  node = new MemoryNode({ a: "1", b: "2", c: "3" });
  tab = new MemoryTab("me", node, { device: "me", name: "Grace", colour: 0 });
  await tab.open();
  bench = new Workbench(tab.notebook, blobs, "session");
});
afterEach(async () => {
  await act(() => render(null, place));
  bench.end();
  place.remove();
});

const draw = (what: ComponentChild) => act(() => render(what, place));
const text = (selector = "main") => document.querySelector(selector)?.textContent ?? null;
const named = (name: string | RegExp) =>
  [...place.querySelectorAll<HTMLElement>("button, a, [role=img]")].find((one) => {
    const own = one.getAttribute("aria-label") ?? one.textContent ?? "";
    return typeof name === "string" ? own.trim() === name : name.test(own);
  });
const press = (name: string | RegExp) => act(async () => named(name)!.click());
const key = (name: string) =>
  act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true })));

const person = (device: string, name: string, more: Partial<Person> = {}): Person => ({
  ...{ device, name, colour: 1, me: false, role: "edit", here: true, path: "lan", same: true },
  ...more,
});
const grace = person("me", "Grace", { me: true, path: undefined, same: undefined });

function tell(more: Partial<PeopleTold>): Promise<void> {
  const sync = { state: "same", unsent: 0 } as const;
  return act(() => tab.notebook.told({ t: "people", shared: true, mayShare: true, people: [grace], sync, ...more }));
}

describe("sharing", () => {
  test("the link is made when it is asked for, shown with its code, and copied", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK });
    await draw(<ShareDialog bench={bench} />);
    expect(text()).toContain("can read and change this notebook, and run code in it on their own computers");
    expect(text()).toContain("7 days");
    expect(tab.asked.filter(({ t }) => t === "share")).toEqual([]);
    expect(place.querySelector("svg.qr")).toBeNull();
    await press("Make a link");
    expect(place.querySelector<HTMLInputElement>("[data-testid=share-link]")!.value).toBe(LINK);
    expect(place.querySelector("svg.qr")?.getAttribute("aria-label")).toBe("The link as a QR code");
    await press("Copy");
    expect(writeText).toHaveBeenCalledWith(LINK);
    expect(named("Copied")).toBeDefined();
  });

  test("why there is none is said", async () => {
    tab.answers = (_ask, id) => ({ t: "no", id, why: "The network is off." });
    await draw(<ShareDialog bench={bench} />);
    await press("Make a link");
    expect(text("[role=alert]")).toBe("The network is off.");
    tab.answers = () => ({ t: "lost" });
    await press("Make a link");
    expect(text("[role=alert]")).toContain("lost its node");
  });

  test("who may not share is told so, and whom to ask", async () => {
    await tell({ mayShare: false, people: [{ ...grace, role: "view" }, person("ada", "Ada", { role: "admin" })] });
    await draw(<ShareDialog bench={bench} />);
    expect(text("[data-testid=may-not]")).toBe(
      "This computer may read, but may not let others in. Ask Ada for a link.",
    );
    expect(named("Make a link")).toBeUndefined();
  });

  test("a link too long for a code is still shown", async () => {
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK + "x".repeat(4_000) });
    await draw(<ShareDialog bench={bench} />);
    await press("Make a link");
    expect(text()).toContain("too long for a QR code");
  });
});

describe("people", () => {
  test("those who are here have an avatar each, more than five are folded, all are listed", async () => {
    const others = Array.from({ length: 8 }, (_, index) => person(`p${index}`, `Person ${index}`));
    await tell({ people: [grace, ...others, person("cy", "Cy", { here: false, lastSeenAgoMs: 7_300_000 })] });
    await draw(<PeopleBar bench={bench} />);
    expect(place.querySelectorAll(".avatars .avatar")).toHaveLength(5);
    expect(text(".folded")).toBe("+4");
    expect(named("Grace (this computer)")).toBeDefined();
    const rows = [...place.querySelectorAll(".people-list li")].map((row) => row.textContent);
    expect(rows).toHaveLength(10);
    expect(rows[1]).toContain("may edit · here over LAN · has everything");
    expect(rows[9]).toContain("last seen 2 h ago");
  });

  test("an avatar follows until Escape, a key, or somebody leaves", async () => {
    await tell({ people: [grace, person("ada", "Ada")] });
    const Both = () => (
      <>
        <PeopleBar bench={bench} />
        <FollowBar bench={bench} />
      </>
    );
    await draw(<Both />);
    const scrolled = vi.mocked(Element.prototype.scrollIntoView);
    const cell = document.createElement("section");
    bench.place("b", cell);
    for (const end of [() => key("Escape"), () => key("x"), () => tell({ people: [grace] })]) {
      await press("Follow Ada");
      expect(text("[data-testid=following] p")).toBe("Following Ada Ada is in no cell right now.");
      expect(named("Follow Ada")?.getAttribute("aria-pressed")).toBe("true");
      scrolled.mockClear();
      await act(() =>
        tab.notebook.told({ t: "cursors", cursors: [{ ...ada, client: "x", cell: "b", anchor: 0, head: 0 }] }),
      );
      expect(scrolled.mock.contexts).toEqual([cell]);
      expect(text("[data-testid=following] p")).toBe("Following Ada");
      await act(() => tab.notebook.told({ t: "cursors", cursors: [] }));
      await act(end);
      expect(bench.following.value).toBeNull();
    }
  });

  test("a cell says who is in it", async () => {
    node.come("x", ada, () => {});
    node.said("x", { t: "presence", cell: "b", anchor: 0, head: 0 });
    const cell = tab.notebook.cell("b") as CellModel;
    await draw(<CellMarks bench={bench} cell={cell} />);
    expect(named("Ada's desk is here")).toBeDefined();
    await act(() => node.go("x"));
    expect(named(/is here/)).toBeUndefined();
  });
});

describe("the chip for other devices", () => {
  test("says nothing alone, and tells device by device", async () => {
    await draw(<SyncChip bench={bench} />);
    expect(text()).toBe("");
    const away = person("ben", "Ben", { here: false, path: undefined, lastSeenAgoMs: 200_000 });
    await tell({ people: [grace, person("ada", "Ada", { path: "relay", same: false }), away] });
    expect(text("[data-testid=sync]")).toBe(" 1 of 3 devices have it");
    const cells = [...place.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent!.trim()),
    );
    expect(cells).toEqual([
      ["Grace", "this computer", "–", "now"],
      ["Ada", "something is on its way", "relay", "now"],
      ["Ben", "away", "–", "3 min ago"],
    ]);
  });

  test("does not flicker while somebody types, and says what is on its way when it lasts", async () => {
    vi.useFakeTimers();
    await draw(<SyncChip bench={bench} />);
    await tell({ people: [grace, person("ada", "Ada")] });
    await tell({ people: [grace, person("ada", "Ada")], sync: { state: "behind", unsent: 3 } });
    expect(text("[data-testid=sync]")).toContain("Both devices have it");
    await act(() => void vi.advanceTimersByTime(500));
    expect(text("[data-testid=sync]")).toContain("Sending 3 changes …");
    await tell({ people: [grace, person("ada", "Ada")], sync: { state: "offline", unsent: 3 } });
    await tell({ people: [grace, person("ada", "Ada")], sync: { state: "behind", unsent: 3 } });
    expect(text("[data-testid=sync]")).toContain("Sending 3 changes …");
    vi.useRealTimers();
  });
});

test("changes while away: counted, gone through, marked until it is done", async () => {
  await act(() => tab.notebook.told({ t: "while-away", changes: [{ device: "ada", name: "Ada", cells: ["c", "a"] }] }));
  await draw(<AwayBar bench={bench} />);
  expect(text("[data-testid=away] p")).toBe("Ada changed 2 cells while you were away");
  await press("Review");
  expect([text("[data-testid=away] p"), bench.selection.value.active]).toEqual(["Change 1 of 2, by Ada", "a"]);
  await press("Next change");
  expect([text("[data-testid=away] p"), bench.selection.value.active]).toEqual(["Change 2 of 2, by Ada", "c"]);
  await press("Previous change");
  expect(bench.selection.value.active).toBe("a");
  await press("Done");
  expect(tab.notebook.away.byCell.value.size).toBe(0);
});

describe("joining", () => {
  let app: App;
  let shown: string[];
  beforeEach(() => {
    shown = [];
    const home = new Home(tab as unknown as Connection, "session");
    home.joining.value = true;
    app = { home, go: (notebook: string) => shown.push(notebook) } as unknown as App;
  });
  const paste = async (words: string) => {
    const field = place.querySelector("textarea")!;
    field.value = words;
    await act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
    await press("Join");
  };

  test("takes a link with line breaks in it", async () => {
    await draw(<JoinDialog app={app} />);
    await paste(" anode://jo\n in/ab c\n");
    expect(tab.asked.at(-1)).toEqual({ t: "join", link: LINK });
    expect(app.home.joining.value).toBe(false);
  });

  test("says what is wrong with it and stays open", async () => {
    await draw(<JoinDialog app={app} />);
    await paste("https://example.org");
    expect(text("[role=alert]")).toContain("anode://join/");
    tab.answers = (_ask, id) => ({ t: "no", id, why: "The link ran out: ask for a fresh one." });
    await paste(LINK);
    expect(text("[role=alert]")).toBe("The link ran out: ask for a fresh one.");
    expect(app.home.joining.value).toBe(true);
  });

  test("shows a notebook that is here already", async () => {
    tab.answers = (_ask, id) => ({ t: "ok", id, notebook: "n7" });
    await draw(<JoinDialog app={app} />);
    await paste(LINK);
    expect(shown).toEqual(["n7"]);
  });

  test("lists what is on its way, came, or failed, and gives it up", async () => {
    await draw(<Joins app={app} />);
    await act(() =>
      app.home.told({
        ...{ t: "notebooks", list: [], bin: [], deviceName: "Grace" },
        joins: [
          { join: "1", state: "looking", title: "Stars" },
          { join: "2", state: "asked", from: "Ada" },
          { join: "3", state: "joined", title: "Birds", notebook: "n3" },
          { join: "4", state: "failed", why: "It ran out." },
        ],
      }),
    );
    const rows = [...place.querySelectorAll("li")].map((row) => row.textContent);
    expect(rows[0]).toContain("Looking for “Stars” …");
    expect(rows[1]).toContain("Asked for the notebook from Ada …");
    expect(rows[3]).toContain("The notebook did not comeIt ran out.");
    expect(named("Open “Birds”")?.getAttribute("href")).toBe("#notebook=n3");
    await press("Give up looking for “Stars”");
    expect(tab.asked.at(-1)).toEqual({ t: "forgetJoin", join: "1" });
    await press("Remove the notebook from this list");
    expect(tab.asked.at(-1)).toEqual({ t: "forgetJoin", join: "4" });
  });
});
