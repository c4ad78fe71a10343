// @vitest-environment jsdom
import type { ComponentChild } from "preact";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { notices } from "../../model/notices";
import { interrupt, restart, run } from "../../model/runActions";
import { shown, type ShownRun } from "../../model/runs";
import { Workbench } from "../../model/Workbench";
import type { HostRow, HostsTold, PeopleTold, Person, RunHead } from "../../protocol";
import { MemoryNode } from "../../testing/MemoryNode";
import { MemoryTab } from "../../testing/MemoryTab";
import { runLook } from "../runLook";
import { KernelChip } from "../KernelChip";
import { RestartDialog } from "../RestartDialog";
import { HostChip } from "./HostChip";
import { RunNote } from "./RunNote";

const lightTheme = { matches: false, addEventListener: () => {}, removeEventListener: () => {} };
window.matchMedia ??= () => lightTheme as unknown as MediaQueryList;

HTMLDialogElement.prototype.showModal ??= () => {};
HTMLDialogElement.prototype.close ??= () => {};

const blobs = { text: () => Promise.reject(new Error("none")) };
const MAY = { comment: true, edit: true, run: true, admin: true };

let place: HTMLElement;
let tab: MemoryTab;
let bench: Workbench;

beforeEach(async () => {
  place = document.body.appendChild(document.createElement("main"));
  tab = new MemoryTab("me", new MemoryNode({ a: "1", b: "2" }), { device: "me", name: "Grace", colour: 0 });
  await tab.open();
  bench = new Workbench(tab.notebook, blobs, "session");
  notices.list.value = [];
  await people({});
});
afterEach(async () => {
  await act(() => render(null, place));
  bench.end();
  place.remove();
});

const person = (device: string, name: string, more: Partial<Person> = {}): Person => ({
  ...{ device, name, colour: 1, me: false, mine: false, role: "edit", run: false, host: true, trust: "unknown" },
  ...{ here: true, path: "lan", same: true },
  ...more,
});
const ALL = [person("me", "Grace", { me: true }), person("ada", "Ada"), person("own", "Phone", { mine: true })];
const people = (more: Partial<PeopleTold>) =>
  act(() =>
    tab.notebook.told({
      ...{
        t: "people",
        shared: true,
        mayShare: true,
        may: MAY,
        people: ALL,
        sync: { state: "same", unsent: 0 },
        relays: [],
      },
      ...more,
    }),
  );
const row = (device: string, name: string, more: Partial<HostRow> = {}): HostRow => ({
  ...{ device, name, me: device === "me", here: true, runs: "you", session: false },
  ...more,
});
const HOSTS = [row("me", "Grace"), row("ada", "Ada", { runs: "all", session: true })];
const hosts = (more: Partial<HostsTold> = {}) =>
  act(() =>
    tab.notebook.told({
      ...{ t: "hosts", hosts: HOSTS, usual: "me", settings: { moves: false }, policy: { rule: "mine", listed: [] } },
      ...more,
    }),
  );

const draw = (what: ComponentChild) => act(() => render(what, place));
const text = (selector = "main") => document.querySelector(selector)?.textContent ?? null;
const choice = (label: string) =>
  [...place.querySelectorAll("label")].find((one) => one.textContent!.startsWith(label))!;
const radio = (label: string) => choice(label).querySelector("input")!;
const press = (element: HTMLElement) =>
  act(async () => {
    element.click();
    await new Promise((done) => setTimeout(done));
  });
const button = (name: string) => [...place.querySelectorAll("button")].find((one) => one.textContent === name)!;
const asked = () => tab.asked.at(-1);

describe("the chip", () => {
  test("is not there before the node told", async () => {
    await draw(<HostChip bench={bench} />);
    expect(text()).toBe("");
  });

  test.each([
    [{}, "Runs here"],
    [{ usual: "ada" }, "Runs on Ada"],
    [{ usual: undefined }, "Runs nowhere yet"],
  ])("says where cells run", async (told, words) => {
    await hosts(told);
    await draw(<HostChip bench={bench} />);
    expect(text("[data-testid=host]")?.trim()).toBe(words);
  });

  test("lets choose another computer, where cells of this tab run from then on", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    expect(text()).toContain("Variables and files do not move");
    expect(choice("Ada").textContent).toContain("one Python for all members with the right to run, started");
    await press(radio("Ada"));
    expect(text("[data-testid=host]")?.trim()).toBe("Runs on Ada");
    await run(bench, ["a"]);
    expect(asked()).toEqual({ t: "run", cells: ["a"], on: "ada" });
    await restart(bench, true);
    expect(asked()).toEqual({ t: "restart", runAll: true, on: "ada" });
    await hosts({ hosts: [HOSTS[0]!, row("ada", "Ada", { here: false, runs: "no" })] });
    expect(text("[data-testid=host]")?.trim()).toBe("Ada can not be reached");
    await press(radio("Grace"));
    await run(bench, ["a"]);
    expect(asked()).toEqual({ t: "run", cells: ["a"] });
    await restart(bench, false);
    expect(asked()).toEqual({ t: "restart", runAll: false });
  });

  test("says whose files and packages cells see", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    expect(text()).toContain("Cells see the files and packages of this computer.");
    await press(radio("Ada"));
    expect(text()).toContain("Cells see the files and packages of Ada.");
  });

  test("says where each run is asked of its owner", async () => {
    await hosts({ hosts: [HOSTS[0]!, row("ada", "Ada", { runs: "asks" })] });
    await draw(<HostChip bench={bench} />);
    expect(choice("Ada").textContent).toContain("asks its owner each time");
    expect(radio("Ada").disabled).toBe(false);
  });

  test("says of each computer that can not be chosen why", async () => {
    await hosts({ hosts: [HOSTS[0]!, row("ada", "Ada", { runs: "no" })] });
    await draw(<HostChip bench={bench} />);
    expect([radio("Ada").disabled, choice("Ada").title]).toEqual([true, "does not run your cells"]);
    expect([radio("Grace").disabled, choice("Grace").title]).toEqual([false, ""]);
  });

  test("who has no right to run chooses nothing, and reads why", async () => {
    await people({ may: { ...MAY, run: false, admin: false } });
    await hosts({ hosts: [row("me", "Grace", { runs: "no" })], usual: undefined });
    await draw(<HostChip bench={bench} />);
    expect(radio("Grace").disabled).toBe(true);
    expect(choice("Grace").title).toMatch(/^You can edit this notebook, but not run code in it/);
  });
});

test("who may edit may run what another computer runs for this one", async () => {
  await people({ may: { ...MAY, run: false, admin: false } });
  await hosts();
  await run(bench, ["a"]);
  expect(asked()).toEqual({ t: "run", cells: ["a"] });
  await hosts({ hosts: [HOSTS[0]!] });
  await run(bench, ["b"]);
  expect([asked(), notices.list.value.length]).toEqual([{ t: "run", cells: ["a"] }, 1]);
});

describe("where everybody's cells run", () => {
  const choose = (device: string) =>
    act(async () => {
      const select = place.querySelector("select")!;
      select.value = device;
      select.dispatchEvent(new Event("change"));
    });

  test("is said to all, and so is whether cells that wait go elsewhere", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    await choose("ada");
    expect(asked()).toEqual({ t: "hostSettings", preferred: "ada", moves: false });
    await hosts({ settings: { preferred: "ada", moves: false } });
    await press(radio("When a computer goes away"));
    expect(asked()).toEqual({ t: "hostSettings", preferred: "ada", moves: true });
    await hosts({ settings: { preferred: "ada", moves: true } });
    await choose("");
    expect(asked()).toEqual({ t: "hostSettings", moves: true });
  });

  test("is kept when it is said what Python is tuned for", async () => {
    await hosts({ settings: { preferred: "ada", moves: true } });
    await draw(<HostChip bench={bench} />);
    const [, pace] = place.querySelectorAll("select");
    await act(async () => {
      pace!.value = "loops";
      pace!.dispatchEvent(new Event("change"));
    });
    expect(asked()).toEqual({ t: "hostSettings", preferred: "ada", moves: true, pace: "loops" });
  });

  test("may be a computer that is no host any more", async () => {
    await hosts({ settings: { preferred: "gone", moves: false } });
    await draw(<HostChip bench={bench} />);
    const select = place.querySelector("select")!;
    expect(select.selectedOptions[0]!.textContent).toBe("another computer");
  });

  test("stays as it is where it was not taken", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    tab.answers = (_ask, id) => ({ t: "no", id, why: "The disk is full." });
    await press(radio("When a computer goes away"));
    expect([radio("When a computer goes away").checked, notices.list.value.length]).toEqual([false, 1]);
  });

  test("is not for those who may not edit", async () => {
    await people({ may: { ...MAY, edit: false } });
    await hosts();
    await draw(<HostChip bench={bench} />);
    expect(place.querySelector("select")).toBeNull();
  });
});

describe("a restart", () => {
  test.each([
    ["me", "Restart Python on this computer?"],
    ["ada", "Restart Python on Ada?"],
  ])("names its computer: %s", async (usual, title) => {
    await hosts({ usual });
    await draw(<RestartDialog bench={bench} thenRunAll={false} />);
    expect(text("h2")).toBe(title);
  });

  test("names none where nobody else has the notebook", async () => {
    await draw(<RestartDialog bench={bench} thenRunAll={false} />);
    expect(text("h2")).toBe("Restart Python?");
  });
});

describe("the chip of the kernel", () => {
  const IDLE = { state: "idle", language: "python", jit: true } as const;
  const chip = async () => {
    const { session, ended } = bench.notebook;
    await draw(<KernelChip session={session.value} ended={ended.value} busy={0} open={false} onPress={() => {}} />);
  };

  test("says why there is none any more, until one starts", async () => {
    tab.notebook.told({ t: "session", session: null, ended: "It was not used for 30 min." });
    await chip();
    expect(text("[data-testid=session]")).toBe(" No kernel");
    expect(text("[popover]")).toBe(
      "Stopped: it was not used for 30 min. Variables are gone; the next run starts a new kernel.",
    );
    tab.notebook.told({ t: "session", session: IDLE });
    await chip();
    expect(text()).toBe(" Python ready");
    expect(tab.notebook.ended.value).toBeNull();
  });
});

describe("who may run code here", () => {
  test("is chosen, and what that means is said", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    expect(radio("Only my own devices").checked).toBe(true);
    expect(text()).toContain("with everything you may do on this computer");
    expect(text()).not.toContain("chosen in the terminal");
    await press(radio("All members"));
    expect(asked()).toEqual({ t: "policy", rule: "members" });
    await people({});
    expect(radio("All members").checked, "also before the node said so").toBe(true);
    await hosts({ policy: { rule: "members", listed: [] } });
    expect(radio("All members").checked).toBe(true);
    expect(text()).toContain("Nobody else has that right so far");
    await people({ people: [ALL[0]!, person("ada", "Ada", { run: true })] });
    expect(text()).not.toContain("Nobody else has that right so far");
  });

  test("stays what was chosen last while the node still tells of what was chosen before", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    await press(radio("All members"));
    await press(radio("Ask me each time"));
    await hosts({ policy: { rule: "ask", listed: [] } });
    expect(radio("Ask me each time").checked).toBe(true);
    await hosts({ policy: { rule: "mine", listed: [] } });
    expect(radio("Only my own devices").checked, "somebody changed it in the terminal").toBe(true);
  });

  test("is as before where the node does not do it", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    tab.answers = (_ask, id) => ({ t: "no", id, why: "It was started with --run-policy." });
    await press(radio("All members"));
    expect([radio("All members").checked, radio("Only my own devices").checked]).toEqual([false, true]);
  });

  test("may be asked of its owner each time; whom that does not concern is named", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    await press(radio("Ask me each time"));
    expect(asked()).toEqual({ t: "policy", rule: "ask" });
    await hosts({ policy: { rule: "ask", listed: ["ada"] } });
    expect(radio("Ask me each time").checked).toBe(true);
    expect(text()).toContain("Without asking: Ada.");
  });

  test("names devices that were listed in the terminal", async () => {
    await hosts({ policy: { rule: "listed", listed: ["ada", "x"] } });
    await draw(<HostChip bench={bench} />);
    expect(radio("Also Ada, chosen in the terminal").checked).toBe(true);
  });

  test("can not be chosen where its node says why", async () => {
    await hosts({ policy: { rule: "mine", listed: [], why: "It was started with --run-policy." } });
    await draw(<HostChip bench={bench} />);
    expect([radio("All members").disabled, choice("All members").title]).toEqual([
      true,
      "It was started with --run-policy.",
    ]);
  });

  test("says why it was not changed", async () => {
    await hosts();
    await draw(<HostChip bench={bench} />);
    tab.answers = (_ask, id) => ({ t: "no", id, why: "The disk is full." });
    await press(radio("All members"));
    expect(notices.list.value.map(({ text }) => text)).toEqual(["The disk is full."]);
  });
});

const head = (more: Partial<RunHead>): ShownRun =>
  shown({ exec: "e1", state: "ok", fromFile: false, edited: false, requestedBy: "me", outputs: [], ...more }, 0);
const note = async (more: Partial<RunHead>) => {
  await draw(<RunNote bench={bench} run={head(more)} />);
  return text();
};

describe("below a cell", () => {
  test.each<[Partial<RunHead>, string]>([
    [{ ranOn: "me" }, ""],
    [{ ranOn: "ada", tookMs: 1_200 }, "Ran on Ada, took 1.2 s"],
    [{ ranOn: "me", requestedBy: "ada" }, "Asked by Ada"],
    [{ ranOn: "me", requestedBy: "own" }, ""],
    [{ ranOn: "own", requestedBy: "own", tookMs: 5 }, "Ran on Phone, took 5 ms"],
    [{ ranOn: "ada", requestedBy: "ada", tookMs: 5 }, "Ran on Ada, took 5 ms · asked by Ada"],
    [{ ranOn: "me", alsoRanOn: ["ada", "own"] }, " Also ran on Ada and Phone"],
    [{ state: "executing", ranOn: "ada" }, "Runs on Ada"],
    [{ state: "pending", runsOn: "ada", waitsFor: "Waiting …" }, "Is to run on Ada"],
    [{ state: "pending", waitsFor: "Waiting for a computer that runs it …" }, "Waiting for a computer that runs it …"],
    [{ state: "pending", runsOn: "me", waitsFor: "Waiting …" }, ""],
    [{ state: "refused", runsOn: "ada" }, "Asked of Ada"],
    [{ ranOn: "who", tookMs: 5 }, "Ran on another computer, took 5 ms"],
  ])("stands where it runs or ran, and who asked: %j", async (more, words) => expect(await note(more)).toBe(words));

  test("says that an owner is asked, there or here", async () => {
    await hosts({ hosts: [HOSTS[0]!, row("ada", "Ada", { runs: "asks" })] });
    expect(await note({ state: "pending", runsOn: "ada" })).toBe("Waits until the owner of Ada lets it run");
    expect(await note({ state: "assigned", runsOn: "ada" })).toBe("Is to run on Ada");
    await act(() => tab.notebook.told({ t: "asks", asks: [{ exec: "e1", cell: "a", device: "ada" }], more: 0 }));
    expect(await note({ state: "pending", runsOn: "me", requestedBy: "ada" })).toBe(
      "Waits until you let it run · asked by Ada",
    );
  });

  test("a file that is not there is looked for on that computer", async () => {
    const outputs = [{ kind: "error" as const, ename: "FileNotFoundError", evalue: "data.csv", traceback: [] }];
    const words = async (ranOn: string) => {
      await draw(<RunNote bench={bench} run={{ ...head({ ranOn, state: "error" }), outputs }} />);
      return text("[data-testid=file-note]");
    };
    expect(await words("ada")).toBe("It ran on Ada: the file has to be there.");
    expect(await words("me")).toBeNull();
  });

  test("a computer that is gone is named; the run is asked for elsewhere", async () => {
    const words = await note({ state: "executing", ranOn: "ada", gone: true });
    expect(words).toContain("Ada can not be reached: its output so far is kept.");
    await press(button("Run elsewhere"));
    expect(asked()).toEqual({ t: "elsewhere", exec: "e1" });
  });

  test("or waited for, and the note goes for that run", async () => {
    await note({ state: "pending", runsOn: "ada", gone: true });
    await press(button("Wait"));
    expect(text()).toBe("Is to run on Ada, which can not be reached now");
    expect(await note({ exec: "e2", state: "executing", ranOn: "ada", gone: true })).toContain("Run elsewhere");
  });

  test("who may not run is told so by the button, and asks for nothing", async () => {
    await people({ may: { ...MAY, edit: false, run: false, admin: false } });
    await note({ state: "executing", ranOn: "ada", gone: true });
    expect(button("Run elsewhere").title).toMatch(/^You can view this notebook/);
    await press(button("Run elsewhere"));
    expect(tab.asked.some(({ t }) => t === "elsewhere")).toBe(false);
  });
});

describe("EX-1 what also ran elsewhere", () => {
  const HTML = { kind: "display" as const, data: { "text/html": { text: "<script>elm()</script>" } } };
  const OAK = { kind: "stream" as const, name: "stdout", data: { "text/plain": { text: "oak" } } };

  beforeEach(() => {
    const runs = [
      { device: "ada", state: "error", count: 2, tookMs: 1_200, outputs: [OAK, HTML] },
      { device: "own", state: "ok", outputs: [] },
    ];
    tab.answers = (ask, id) => ({ t: "ok", id, ...(ask.t === "also" ? { runs } : {}) });
  });
  const disclosure = () => place.querySelector<HTMLButtonElement>("[aria-expanded]")!;
  const labels = () => [...place.querySelectorAll("section")].map((one) => one.getAttribute("aria-label"));

  test("is shown on demand, device by device, and hidden again", async () => {
    await note({ ranOn: "me", alsoRanOn: ["ada", "own"] });
    expect(tab.asked.some(({ t }) => t === "also")).toBe(false);
    await press(disclosure());
    await vi.waitFor(() => expect(labels()).toEqual(["On Ada: [2], error, 1.2 s", "On Phone: done"]));
    expect(asked()).toEqual({ t: "also", exec: "e1" });
    expect(text()).toContain("oak");
    expect(text()).toContain("No output.");
    await press(disclosure());
    expect([labels(), disclosure().getAttribute("aria-expanded")]).toEqual([[], "false"]);
  });

  test("without the scripts of devices that are not trusted, also while the node is away", async () => {
    const withheld = () => text()!.includes("Output of Ada is not shown with its scripts.");
    await note({ ranOn: "me", alsoRanOn: ["ada", "own"] });
    await press(disclosure());
    await vi.waitFor(() => expect(withheld()).toBe(true));
    await people({ people: [ALL[0]!, person("ada", "Ada", { trust: "output" })] });
    expect(withheld()).toBe(false);
    await act(() => void (tab.notebook.people.told.value = null));
    expect(text()).toContain("is not shown with its scripts.");
  });

  test("says why it can not be shown", async () => {
    tab.answers = (_ask, id) => ({ t: "no", id, why: "There is no such run." });
    await note({ ranOn: "me", alsoRanOn: ["ada"] });
    await press(disclosure());
    await vi.waitFor(() => expect(text("[role=alert]")).toBe("There is no such run."));
  });
});

test("a cell's name says on which other computer it ran; while it waits it says so", () => {
  const cell = bench.notebook.cell("a")!;
  cell.run.value = head({ ranOn: "ada", count: 3, tookMs: 5 });
  expect(runLook(cell, bench.notebook.people)?.name).toBe("[3], 5 ms, on Ada");
  cell.run.value = head({ state: "pending", waitsFor: "Waiting for Ada." });
  expect(runLook(cell, bench.notebook.people)).toMatchObject({
    text: "waiting",
    title: "Waiting for Ada. · asked by Grace",
  });
});

test("what runs on another computer is interrupted there by its name", async () => {
  bench.notebook.cell("a")!.run.value = head({ state: "executing", ranOn: "ada" });
  bench.notebook.cell("b")!.run.value = head({ exec: "e2", state: "executing", ranOn: "me" });
  await interrupt(bench);
  expect(tab.asked.slice(-2)).toEqual([{ t: "interrupt", exec: "e1" }, { t: "interrupt" }]);
});
