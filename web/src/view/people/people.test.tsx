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
import type { Device, PeopleTold, Person, RelayRow, RequestRow } from "../../protocol";
import { notices } from "../../model/notices";
import { MemoryNode } from "../../testing/MemoryNode";
import { MemoryTab } from "../../testing/MemoryTab";
import { Door } from "../../model/Door";
import { JoinDialog, Joins } from "./joining";
import { AwayBar, CellMarks, FollowBar, PeopleBar, SyncChip } from "./parts";
import { PairDialog } from "./PairDialog";
import { Requests } from "./Requests";
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
const EVERYTHING = { comment: true, edit: true, run: true, admin: true };
const NOTHING = { comment: false, edit: false, run: false, admin: false };

const RELAY: RelayRow = { relay: "wss://relay.example", state: "connected" };
const OTHER: RelayRow = { relay: "ws://10.0.0.7:8080", state: "connected" };
const AWAY: RelayRow = { ...RELAY, state: "away", why: "it does not answer" };

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
/** And what it brings about. */
const press = (name: string | RegExp) =>
  act(async () => {
    named(name)!.click();
    await new Promise((done) => setTimeout(done));
  });
const control = (selector: string, name: string | RegExp) =>
  [...place.querySelectorAll<HTMLElement>(selector)].find((one) => {
    const own = (one.getAttribute("aria-label") ?? one.closest("label")?.textContent ?? "").trim();
    return typeof name === "string" ? own.startsWith(name) : name.test(own);
  })!;
const check = (name: string | RegExp) => act(async () => control("input", name).click());
const choose = (name: string, value: string) =>
  act(async () => {
    const select = control("select", name) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((done) => setTimeout(done));
  });
const key = (name: string) =>
  act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true })));

const person = (device: string, name: string, more: Partial<Person> = {}): Person => ({
  ...{ device, name, colour: 1, me: false, mine: false, role: "edit", run: false, host: true, trust: "unknown" },
  ...{ here: true, path: "lan", same: true },
  ...more,
});
const grace = person("me", "Grace", { me: true, path: undefined, same: undefined });

function tell(more: Partial<PeopleTold>): Promise<void> {
  const sync = { state: "same", unsent: 0 } as const;
  const rest = { shared: true, mayShare: true, may: EVERYTHING, people: [grace], sync, relays: [] };
  return act(() => tab.notebook.told({ t: "people", ...rest, ...more }));
}

describe("sharing", () => {
  test("the link is made when it is asked for, shown with its code, and copied", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK });
    await draw(<ShareDialog bench={bench} />);
    expect(text()).toContain("waits until somebody here lets them in");
    expect(text()).toContain("Changes cells, and runs code on their own computer.");
    expect(tab.asked.filter(({ t }) => t === "share")).toEqual([]);
    expect(place.querySelector("svg.qr")).toBeNull();
    await press("Make a link");
    expect(tab.asked.at(-1)).toEqual({
      ...{ t: "share", role: "edit", run: false, host: true, expiresS: 604_800, uses: 0, autoApprove: false },
    });
    expect(place.querySelector<HTMLInputElement>("[data-testid=share-link]")!.value).toBe(LINK);
    expect(place.querySelector("svg.qr")?.getAttribute("aria-label")).toBe("The link as a QR code");
    await press("Copy");
    expect(writeText).toHaveBeenCalledWith(LINK);
    expect(named("Copied")).toBeDefined();
  });

  test.each([
    [{ lan: true, relays: [RELAY] }, "Works on this network and over relay.example."],
    [{ lan: true, relays: [RELAY, OTHER] }, "Works on this network and over relay.example and 10.0.0.7:8080."],
    [{ lan: true, relays: [] }, "Works on this network only. To reach people elsewhere, start the node with --relay."],
    [
      { lan: false, relays: [RELAY] },
      "Works over relay.example only: this computer’s node does not use the network around it.",
    ],
    [
      { lan: false, relays: [] },
      "Works nowhere now: the network around this computer can not be used, and no relay is.",
    ],
  ])("the link says where it works: %j", async (reach, words) => {
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK, ...reach });
    await draw(<ShareDialog bench={bench} />);
    await press("Make a link");
    expect(text("[data-testid=link-works]")).toBe(words);
    await press("Make another link");
    expect(text("[data-testid=link-works]")).toBeNull();
  });

  test("the link says when a relay of it is away, and that of no other", async () => {
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK, lan: true, relays: [RELAY] });
    await draw(<ShareDialog bench={bench} />);
    await press("Make a link");
    const works = "Works on this network and over relay.example.";
    await tell({ relays: [AWAY, { ...OTHER, state: "away" }] });
    expect(text("[data-testid=link-works]")).toBe(
      `${works} The relay relay.example is away: it does not answer. It is tried again by itself.`,
    );
    await tell({ relays: [RELAY, { ...OTHER, state: "away" }] });
    expect(text("[data-testid=link-works]")).toBe(works);
  });

  test("a node that does not say where a link works is no trouble", async () => {
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK });
    await draw(<ShareDialog bench={bench} />);
    await press("Make a link");
    expect(text("[data-testid=link-works]")).toBeNull();
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
    await tell({ may: NOTHING, people: [{ ...grace, role: "view" }, person("ada", "Ada", { role: "admin" })] });
    await draw(<ShareDialog bench={bench} />);
    expect(text("[data-testid=may-not]")).toBe(
      "This computer may read, but may not let others in. Ask Ada for a link.",
    );
    expect(named("Make a link")).toBeUndefined();
    expect(named("Remove Ada")).toBeUndefined();
    expect(place.querySelector("select[aria-label^=Role]")).toBeNull();
  });

  test("a link is asked for as it is to be", async () => {
    tab.answers = (_ask, id) => ({ t: "ok", id, link: LINK });
    await draw(<ShareDialog bench={bench} />);
    await check(/^Can view/);
    await choose("Works for", "3600");
    await choose("Lets in", "5");
    await check("May run code on their own computer");
    await check(/^May ask for runs/);
    await check(/^Let in without asking/);
    expect(text()).toContain("Who has the link comes in at once");
    await press("Make a link");
    expect(tab.asked.at(-1)).toEqual({
      ...{ t: "share", role: "view", run: true, host: false, expiresS: 3_600, uses: 5, autoApprove: true },
    });
    await press("Make another link");
    expect(place.querySelector("[data-testid=share-link]")).toBeNull();
  });

  test("links that still work are listed and taken back", async () => {
    const invite = {
      invite: "i1",
      role: "view",
      run: false,
      host: false,
      expiresS: 86_400,
      autoApprove: true,
    } as const;
    await tell({ invites: [{ ...invite, uses: 3, used: 1 }] });
    await draw(<ShareDialog bench={bench} />);
    expect(text("[data-testid=invites]")).toContain(
      "Can view · for another 24 hours1 of 3 devices came · without asking",
    );
    await press(/^Take back the link/);
    expect(tab.asked.at(-1)).toEqual({ t: "revokeInvite", invite: "i1" });
  });

  test("who may edit again may run its own code again, as somebody may who comes with a link", async () => {
    await tell({ people: [grace, person("ada", "Ada", { role: "view", host: false })] });
    await draw(<ShareDialog bench={bench} />);
    await choose("Role of Ada", "edit");
    expect(tab.asked.at(-1)).toEqual({ t: "role", device: "ada", role: "edit", run: false, host: true });
  });

  test("roles, flags and trust are changed; why something was not done is said", async () => {
    await tell({ people: [grace, person("ada", "Ada", { lastSeenAgoMs: 1 })] });
    await draw(<ShareDialog bench={bench} />);
    await choose("Role of Ada", "view");
    expect(tab.asked.at(-1)).toEqual({ t: "role", device: "ada", role: "view", run: false, host: true });
    await check("asks others");
    expect(tab.asked.at(-1)).toEqual({ t: "role", device: "ada", role: "edit", run: true, host: true });
    await choose("How far this computer trusts Ada", "output");
    expect(tab.asked.at(-1)).toEqual({ t: "trust", device: "ada", level: "output" });
    tab.answers = (_ask, id) => ({ t: "no", id, why: "Ada made this notebook." });
    await choose("Role of Ada", "admin");
    expect(text("[role=alert]")).toBe("Ada made this notebook.");
    expect((control("select", "Role of Ada") as HTMLSelectElement).value).toBe("edit");
  });

  test("a device is removed, and the notebook left, only after a second word", async () => {
    await tell({ people: [grace, person("ada", "Ada")] });
    await draw(<ShareDialog bench={bench} />);
    await press("Remove Ada");
    expect(text(".sure")).toContain("copies can not be called back");
    expect(document.activeElement?.textContent).toBe("Cancel");
    await press("Cancel");
    expect([tab.asked.some(({ t }) => t === "remove"), place.querySelector(".sure")]).toEqual([false, null]);
    await press("Remove Ada");
    await press("Remove");
    expect(tab.asked.at(-1)).toEqual({ t: "remove", device: "ada" });
    await press("Leave this notebook …");
    await press("Leave");
    expect(tab.asked.at(-1)).toEqual({ t: "leave" });
  });

  test("a paired device is unpaired only after a second word, and is trusted as it is told afterwards", async () => {
    await tell({ people: [{ ...grace, mine: true }, person("ada", "Ada", { mine: true, trust: "run" })] });
    await draw(<ShareDialog bench={bench} />);
    expect(place.querySelector("select[aria-label^=How]")).toBeNull();
    await press("Unpair Ada");
    expect(text(".sure")).toContain("trusts it no further");
    expect(document.activeElement?.textContent).toBe("Cancel");
    await press("Cancel");
    expect([tab.asked.some(({ t }) => t === "unpair"), place.querySelector(".sure")]).toEqual([false, null]);
    await press("Unpair Ada");
    await press("Unpair");
    expect(tab.asked.at(-1)).toEqual({ t: "unpair", device: "ada" });
    await tell({ people: [grace, person("ada", "Ada", { trust: "known" })] });
    expect(named("Unpair Ada")).toBeUndefined();
    expect((control("select", "How far this computer trusts Ada") as HTMLSelectElement).value).toBe("known");
  });

  test("late edits of a removed device are accepted only after a second word", async () => {
    const late = [ada, { ...ada, device: "ben", name: "" }];
    await tell({ late });
    await draw(<ShareDialog bench={bench} />);
    const rows = () => [...place.querySelectorAll("[data-testid=late] .person-name")].map((row) => row.textContent);
    expect(rows()).toEqual(["Ada's desk", "A device"]);
    await press("Accept its late edits: Ada's desk");
    expect(text(".sure")).toContain("counts for everybody who has the notebook. That can not be taken back.");
    await press("Cancel");
    expect(tab.asked.some(({ t }) => t === "accept")).toBe(false);
    await press("Accept its late edits: Ada's desk");
    await press("Accept");
    expect(tab.asked.at(-1)).toEqual({ t: "accept", device: "ada" });
    tab.answers = (_ask, id) => ({ t: "no", id, why: "Nothing of that device waits to be accepted here." });
    await press("Accept its late edits: A device");
    await press("Accept");
    expect(text("[role=alert]")).toBe("Nothing of that device waits to be accepted here.");
  });

  test.each([
    ["where there are none", { late: [] }],
    ["to who is no admin", { late: [ada], may: { ...EVERYTHING, admin: false } }],
  ])("nothing of late edits is shown %s", async (_when, told) => {
    await tell(told);
    await draw(<ShareDialog bench={bench} />);
    expect(place.querySelector("[data-testid=late]")).toBeNull();
    expect(text()).not.toContain("Late edits");
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

describe("relays below the chip", () => {
  const others = (path: Person["path"]) => [grace, person("ada", "Ada", { path })];
  const gone = [grace, person("ada", "Ada", { here: false, path: undefined, lastSeenAgoMs: 5_000 })];
  const rows = () => [...place.querySelectorAll("[data-testid=relays] li")].map((row) => row.textContent!.trim());
  const needed = () => place.querySelectorAll("[data-testid=relays] .needed").length;
  const title = () => place.querySelector("[data-testid=sync]")!.getAttribute("title");
  beforeEach(() => draw(<SyncChip bench={bench} />));

  test("are not there where none is used", async () => {
    await tell({ people: others("lan") });
    expect(place.querySelector("[data-testid=relays]")).toBeNull();
    expect(title()).toBe("Other devices");
  });

  test("say who is reached over one", async () => {
    await tell({ people: others("relay"), relays: [RELAY] });
    expect(text("[data-testid=sync]")).toBe(" Both devices have it");
    expect(title()).toBe("Other devices: Ada over a relay");
    expect(rows()).toEqual(["relay.example connects this computer with Ada."]);
    expect(text(".devices tbody tr:last-child td:nth-child(3)")).toBe("relay");
    await tell({ people: others("relay"), relays: [RELAY, OTHER] });
    expect(rows()).toEqual(["relay.example is connected.", "10.0.0.7:8080 is connected."]);
    await tell({ people: others("lan"), relays: [{ ...RELAY, state: "connecting" }] });
    expect(rows()).toEqual(["Connecting to relay.example …"]);
  });

  test("are no alarm while everybody is reached on the LAN", async () => {
    await tell({ people: others("lan"), relays: [AWAY] });
    expect(text("[data-testid=sync]")).toBe(" Both devices have it");
    expect(rows()).toEqual(["The relay relay.example is away: it does not answer. It is tried again by itself."]);
    expect(needed()).toBe(0);
    const third = person("ben", "Ben", { here: false });
    await tell({ people: [...others("lan"), third], relays: [AWAY] });
    expect(needed()).toBe(1);
  });

  test("say that one is away, that what was written waits, and that all is well again", async () => {
    await tell({ people: others("relay"), relays: [RELAY] });
    await tell({ people: gone, sync: { state: "offline", unsent: 0 }, relays: [AWAY] });
    expect(text("[data-testid=sync]")).toBe(" Relay away · saved here");
    expect(place.querySelector(".chip.sync.relay-away")).not.toBeNull();
    expect(text(".sync-menu p")).toBe("Everything written here is on another device too.");
    expect([rows(), needed()]).toEqual([
      ["The relay relay.example is away: it does not answer. It is tried again by itself."],
      1,
    ]);
    await tell({ people: gone, sync: { state: "offline", unsent: 3 }, relays: [{ ...AWAY, why: undefined }] });
    expect(text("[data-testid=sync]")).toBe(" Relay away · 3 unsent");
    expect(text(".sync-menu p")).toBe(
      "3 changes made here wait: kept on this computer, and sent as soon as somebody is reached.",
    );
    expect(rows()).toEqual(["The relay relay.example is away. It is tried again by itself."]);
    await tell({ people: gone, sync: { state: "offline", unsent: 1 } });
    expect(text("[data-testid=sync]")).toBe(" Offline: saved on this computer");
    expect(text(".sync-menu p")).toContain("1 change made here waits: kept");
    await tell({ people: others("relay"), relays: [RELAY] });
    expect(text("[data-testid=sync]")).toBe(" Both devices have it");
  });

  test("and what happens to them is read out once, with who comes and goes", async () => {
    const offline = { people: gone, sync: { state: "offline", unsent: 0 } } as const;
    await draw(<PeopleBar bench={bench} />);
    const said = () => {
      const words = notices.said.value;
      notices.say("");
      return words;
    };
    said();
    await tell({ people: others("relay"), relays: [RELAY] });
    said();
    await tell({ ...offline, relays: [AWAY] });
    expect(said()).toBe("Ada left. The relay relay.example is away. What you write is kept, and sent later.");
    await tell({ ...offline, sync: { state: "offline", unsent: 2 }, relays: [AWAY] });
    expect(said()).toBe("");
    await tell({ ...offline, relays: [RELAY] });
    expect(said()).toBe("The relay relay.example is back.");
    await tell({ people: others("relay"), relays: [RELAY] });
    expect(said()).toBe("Ada is here.");
    await tell({ people: others("lan"), relays: [AWAY] });
    await tell({ people: others("lan"), relays: [RELAY] });
    expect(said()).toBe("");
    await act(() => void (tab.notebook.people.told.value = null));
    await tell({ ...offline, relays: [AWAY, { ...OTHER, state: "away" }] });
    expect(said()).toBe("");
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
    app = {
      home,
      door: new Door(tab as unknown as Connection),
      go: (notebook: string) => shown.push(notebook),
    } as unknown as App;
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

  test("takes a link that pairs, and shows that", async () => {
    await draw(<JoinDialog app={app} />);
    await paste("anode://pair/abc");
    expect(tab.asked.at(-1)).toEqual({ t: "takePair", link: "anode://pair/abc" });
    expect([app.home.joining.value, app.door.pairingOpen.value]).toEqual([false, "there"]);
  });

  test("shows the words to compare while somebody is asked", async () => {
    await draw(<Joins app={app} />);
    await act(() =>
      app.home.told({
        ...{ t: "notebooks", list: [], bin: [], deviceName: "Grace" },
        joins: [{ join: "1", state: "waiting", title: "Stars", from: "Ada", words: WORDS }],
      }),
    );
    expect(text("[data-testid=joins]")).toContain("Waiting to be let into “Stars” by Ada …");
    expect(words()).toEqual(WORDS);
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

  test.each([
    [{}, ", in this network."],
    [{ lan: true, relays: [RELAY] }, ", in this network or connected to relay.example."],
    [{ lan: false, relays: [RELAY, OTHER] }, ", connected to relay.example or 10.0.0.7:8080."],
    [
      { lan: true, relays: [AWAY] },
      ", in this network or connected to relay.example. The relay relay.example is away: it does not answer. It is tried again by itself.",
    ],
  ])("says what it takes to find who made the link: %j", async (reach, words) => {
    await draw(<Joins app={app} />);
    await act(() =>
      app.home.told({
        ...{ t: "notebooks", list: [], bin: [], deviceName: "Grace" },
        joins: [{ join: "1", state: "looking", title: "Stars", from: "Ada", ...reach }],
      }),
    );
    expect(text(".row-why")).toBe(`It comes once Ada is switched on, with Anode running${words}`);
  });

  test("says that a relay went while somebody is asked", async () => {
    await draw(<Joins app={app} />);
    await act(() =>
      app.home.told({
        ...{ t: "notebooks", list: [], bin: [], deviceName: "Grace" },
        joins: [{ join: "1", state: "asked", from: "Ada", lan: true, relays: [AWAY] }],
      }),
    );
    expect(text(".row-why")).toContain("found and asked. The relay relay.example is away: it does not answer.");
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
    expect(rows[0]).toContain(
      "Looking for “Stars” …It comes once the computer that made the link is switched on, with Anode running, in this network.",
    );
    expect(rows[1]).toContain("Asked for the notebook from Ada …");
    expect(rows[3]).toContain("The notebook did not comeIt ran out.");
    expect(named("Open “Birds”")?.getAttribute("href")).toBe("#notebook=n3");
    await press("Give up looking for “Stars”");
    expect(tab.asked.at(-1)).toEqual({ t: "forgetJoin", join: "1" });
    await press("Remove the notebook from this list");
    expect(tab.asked.at(-1)).toEqual({ t: "forgetJoin", join: "4" });
  });
});

const WORDS = ["oak", "elm", "ash", "fir"];
const words = () => [...place.querySelectorAll("[data-testid=words] li")].map((word) => word.textContent);

describe("who wants to join", () => {
  let app: App;
  const ben: RequestRow = {
    ...{ request: "k7", notebook: "n", title: "Stars", device: "ben", name: "Ben’s laptop", words: WORDS },
    ...{ role: "edit", run: false, host: true, mine: false, waitingMs: 10 },
  };
  beforeEach(() => {
    app = { door: new Door(tab as unknown as Connection) } as unknown as App;
  });
  const ask = (...rows: RequestRow[]) => act(() => app.door.told(rows));

  test("has a card with the words, takes no focus, and is read out once", async () => {
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    await draw(<Requests app={app} />);
    await ask(ben);
    expect(text(".request h2")).toBe(" Ben’s laptop wants to join “Stars”");
    expect(words()).toEqual(WORDS);
    expect(document.activeElement).toBe(field);
    expect(notices.said.value).toBe("Ben’s laptop wants to join “Stars”");
    notices.say("");
    await ask(ben);
    expect(notices.said.value).toBe("");
    field.remove();
  });

  test("is let in as the link says, or as somebody here does, or refused", async () => {
    await draw(<Requests app={app} />);
    await ask(ben);
    await press("Let Ben’s laptop in");
    expect(tab.asked.at(-1)).toEqual({ t: "approve", request: "k7" });
    await choose("Role of Ben’s laptop", "view");
    await press("Let Ben’s laptop in");
    expect(tab.asked.at(-1)).toEqual({ t: "approve", request: "k7", role: "view" });
    tab.answers = (_ask, id) => ({ t: "no", id, why: "Nobody waits by that name." });
    await press("Refuse Ben’s laptop");
    expect(tab.asked.at(-1)).toEqual({ t: "refuse", request: "k7" });
    expect(text("[role=alert]")).toBe("Nobody waits by that name.");
    await ask();
    expect(place.querySelector(".request")).toBeNull();
  });

  test("is not let in before there are words, nor stays while the node is away", async () => {
    await draw(<Requests app={app} />);
    await ask({ ...ben, words: [] });
    expect((named("Let Ben’s laptop in") as HTMLButtonElement).disabled).toBe(true);
    await act(() => app.door.lost());
    expect(place.querySelector(".request")).toBeNull();
  });
});

describe("pairing", () => {
  let app: App;
  beforeEach(() => {
    const connection = tab as unknown as Connection;
    app = { door: new Door(connection), home: new Home(connection, "session") } as unknown as App;
    tab.answers = (ask, id) => (ask.t === "pair" ? { t: "ok", id, link: "anode://pair/abc" } : { t: "ok", id });
  });
  const tellWords = (ended?: string) =>
    act(() => app.door.pairingTold({ t: "pairing", device: "ben", name: "My phone", words: WORDS, ended }));

  test("shows a link, then the words, then how it ended", async () => {
    app.door.beginPairing();
    await draw(<PairDialog app={app} />);
    await act(async () => {});
    expect(place.querySelector<HTMLInputElement>("[data-testid=pair-link]")!.value).toBe("anode://pair/abc");
    expect(place.querySelector("svg.qr")?.getAttribute("aria-label")).toContain("pairs");
    await tellWords();
    expect(text()).toContain("My phone is there. Are these words the same on both screens?");
    expect(words()).toEqual(WORDS);
    await press("They are the same");
    expect(tab.asked.at(-1)).toEqual({ t: "confirmPair", same: true });
    expect(text()).toContain("Waiting for the other screen");
    await tellWords("Both are yours now.");
    expect(text("[data-testid=pairing-ended]")).toBe("Both are yours now.");
    await press("Done");
    expect(app.door.pairingOpen.value).toBeNull();
  });

  test("is shown wherever words come, not what is over", async () => {
    await tellWords("Over.");
    expect(app.door.pairingOpen.value).toBeNull();
    await tellWords();
    expect(app.door.pairingOpen.value).toBe("there");
    await draw(<PairDialog app={app} />);
    await press("They differ");
    expect(tab.asked.at(-1)).toEqual({ t: "confirmPair", same: false });
  });

  test("lists the paired devices, which are unpaired after a second word", async () => {
    const home = (...paired: Device[]) =>
      act(() => app.home.told({ t: "notebooks", list: [], bin: [], deviceName: "Grace", paired }));
    app.door.beginPairing();
    await draw(<PairDialog app={app} />);
    expect(place.querySelector("[data-testid=paired]")).toBeNull();
    await home({ ...ada, name: "My phone" });
    await press("Unpair My phone");
    expect(text(".sure")).toContain("Notebooks that both have stay on both.");
    await press("Cancel");
    expect(tab.asked.some(({ t }) => t === "unpair")).toBe(false);
    tab.answers = (_ask, id) => ({ t: "no", id, why: "That computer is not paired with this one." });
    await press("Unpair My phone");
    await press("Unpair");
    expect(tab.asked.at(-1)).toEqual({ t: "unpair", device: "ada" });
    expect(text("[role=alert]")).toBe("That computer is not paired with this one.");
    await home();
    expect(place.querySelector("[data-testid=paired]")).toBeNull();
  });
});
