import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import type { May, PeopleTold, Person, RelayRow, Sync } from "../protocol";
import { Away } from "./Away";
import { joinLinkOf, pairLinkOf } from "./joinLink";
import { colourClass, initialsOf, overRelay, People, relayName, standing, syncLook, syncWords } from "./People";

const person = (device: string, more: Partial<Person> = {}): Person => ({
  device,
  name: device,
  colour: 1,
  me: false,
  mine: false,
  role: "edit",
  run: false,
  host: true,
  trust: "unknown",
  here: true,
  same: true,
  ...more,
});
const me = person("me", { me: true, same: undefined });

const told = (people: Person[], sync: Sync, may: Partial<May> = {}, why?: string): PeopleTold => {
  const all = { comment: true, edit: true, run: true, admin: true, ...may };
  return { t: "people", shared: true, mayShare: all.admin, may: all, why, people, sync, relays: [] };
};

const words = (sync: Sync, ...others: Person[]) => {
  const now = told([me, ...others], sync);
  return syncWords(now, syncLook(now));
};

describe("words for where the work is", () => {
  test("alone says nothing", () => expect(words({ state: "alone", unsent: 0 })).toBeNull());
  test("all have it", () => {
    expect(words({ state: "same", unsent: 0 }, person("a"), person("b"))).toBe("All 3 devices have it");
    expect(words({ state: "same", unsent: 0 }, person("a"))).toBe("Both devices have it");
  });
  test("who is away or behind is not counted among them", () => {
    const away = person("b", { here: false, same: undefined });
    expect(words({ state: "same", unsent: 0 }, person("a"), away)).toBe("2 of 3 devices have it");
    expect(words({ state: "same", unsent: 0 }, person("a"), person("b", { same: false }))).toBe(
      "2 of 3 devices have it",
    );
  });
  test("on its way, either way", () => {
    expect(words({ state: "behind", unsent: 12 })).toBe("Sending 12 changes …");
    expect(words({ state: "behind", unsent: 1 })).toBe("Sending 1 change …");
    expect(words({ state: "behind", unsent: 0 })).toBe("Getting changes …");
  });
  test("nobody there", () => {
    expect(words({ state: "offline", unsent: 3 })).toBe("Offline: saved on this computer");
    expect(words({ state: "connecting", unsent: 0 })).toBe("Looking for the others …");
  });
});

describe("words where there are relays", () => {
  const relays = (...states: RelayRow["state"][]): RelayRow[] =>
    states.map((state, n) => ({ relay: `wss://relay${n}.example`, state }));
  const offline = (unsent: number, ...states: RelayRow["state"][]) => {
    const now = {
      ...told([me, person("a", { here: false })], { state: "offline", unsent }),
      relays: relays(...states),
    };
    return syncWords(now, syncLook(now));
  };

  test("one that is away is why nobody is there", () => {
    expect(offline(0, "away")).toBe("Relay away · saved here");
    expect(offline(3, "away")).toBe("Relay away · 3 unsent");
    expect(offline(3, "away", "away")).toBe("Relays away · 3 unsent");
  });
  test("it is not while another one is connected, or about to be", () => {
    expect(offline(3, "away", "connected")).toBe("Offline: saved on this computer");
    expect(offline(3, "away", "connecting")).toBe("Looking for the others …");
    expect(offline(0, "connecting")).toBe("Looking for the others …");
    expect(offline(0, "connecting", "connected")).toBe("Offline: saved on this computer");
  });
  test.each(["same", "behind", "alone"] as const)("it is no matter while others are reached: %s", (state) => {
    const now = { ...told([me, person("a")], { state, unsent: 0 }), relays: relays("away") };
    expect(syncLook(now)).toBe(state);
    expect(syncWords(now, state)).toBe(words({ state, unsent: 0 }, person("a")));
  });
  test("who is reached over one, and what it is called", () => {
    const people = [
      person("a", { path: "relay" }),
      person("b", { path: "lan" }),
      person("c", { path: "relay", here: false }),
    ];
    expect(overRelay(people).map(({ device }) => device)).toEqual(["a"]);
    const called = ["wss://relay.example", "ws://127.0.0.1:8080", "wss://[::1]:8443"];
    expect(called.map((relay) => relayName({ relay, state: "away" }))).toEqual([
      ...["relay.example", "127.0.0.1:8080", "[::1]:8443"],
    ]);
  });
});

describe("what this computer may not do", () => {
  const offline: Sync = { state: "offline", unsent: 0 };
  const ada = person("Ada", { role: "admin" });
  const obstacles = (may: Partial<May>, others: Person[] = [ada], why?: string) => {
    const people = new People();
    people.hear(told([me, ...others], offline, may, why));
    return [people.obstacle("edit"), people.obstacle("run")];
  };
  const nothing = { comment: false, edit: false, run: false, admin: false };

  test("is nothing before the node says so, and where it says so", () => {
    expect([new People().obstacle("edit"), new People().obstacle("run")]).toEqual([null, null]);
    expect(obstacles({})).toEqual([null, null]);
  });
  test("a viewer, and who may comment, are told whom to ask", () => {
    const ask = "You can view this notebook. Ask Ada to let you edit.";
    expect(obstacles(nothing)).toEqual([ask, ask]);
    expect(obstacles({ ...nothing, comment: true })[0]).toBe(
      "You can view this notebook and comment on it. Ask Ada to let you edit.",
    );
    expect(obstacles(nothing, [person("Ben")])[0]).toBe(
      "You can view this notebook. Ask an admin of it to let you edit.",
    );
  });
  test("who may not run may edit", () => {
    expect(obstacles({ run: false, admin: false })).toEqual([
      null,
      "You can edit this notebook, but not run code in it. Ask Ada to let you.",
    ]);
  });
  test("who was removed is told that, also while the node is away", () => {
    const people = new People();
    people.hear(told([ada], offline, nothing, "You were removed."));
    people.told.value = null;
    expect([people.obstacle("edit"), people.obstacle("run")]).toEqual(["You were removed.", "You were removed."]);
  });
});

test("how a device stands to this one", () => {
  expect(standing(me)).toBe("self");
  expect(standing(person("a"))).toBe("same");
  expect(standing(person("a", { same: false }))).toBe("behind");
  expect(standing(person("a", { same: undefined }))).toBe("unknown");
  expect(standing(person("a", { here: false, same: true }))).toBe("away");
});

test("initials of a device's name", () => {
  const names = ["Ada's laptop", "ben", "cy_home-2", "Émile", "  ", "😀", "Ada (other tab)", "数学 机", "ßen"];
  expect(names.map(initialsOf)).toEqual(["AL", "B", "C2", "É", "?", "?", "A", "数机", "SS"]);
});

test("a colour is one of twelve, whatever the number", () => {
  expect([0, 11, 12, -3, 2.7, NaN].map(colourClass)).toEqual([0, 11, 0, 3, 2, 0].map((number) => `person-${number}`));
});

describe("a pasted link", () => {
  const link = "anode://join/aB_c-9";
  test("is taken with white space and brackets", () => {
    for (const text of [link, ` ${link}\n`, "anode://jo\r\n in/aB_\tc-9", `<${link}>`, `"${link}"`, `\ufeff${link}`])
      expect(joinLinkOf(text), JSON.stringify(text)).toBe(link);
  });
  test("is nothing else", () => {
    for (const text of ["", "anode://join/", "https://anode.example/join/x", `see ${link}`])
      expect(joinLinkOf(text), text).toBeNull();
    expect(joinLinkOf("anode://pair/x")).toBeNull();
  });
  test("pairs where it says so", () => {
    expect([" anode://pa\nir/x ", link].map(pairLinkOf)).toEqual(["anode://pair/x", null]);
  });
});

describe("what changed while nobody looked", () => {
  const changes = [
    { device: "a", name: "Ada", cells: ["3", "1", "gone"] },
    { device: "b", name: "Ben", cells: ["3"] },
  ];

  test("is gone through from the top, round and round, each cell once", () => {
    const away = new Away(signal(["1", "2", "3"]));
    away.told(changes);
    expect(away.cells.value).toEqual(["1", "3"]);
    expect(away.byCell.value.get("3")).toEqual(["Ada", "Ben"]);
    expect([away.step(1), away.step(1), away.step(1), away.step(-1)]).toEqual(["1", "3", "1", "3"]);
  });

  test("stays marked until it is dismissed, and what comes later is added", () => {
    const order = signal(["1", "2", "3"]);
    const away = new Away(order);
    away.told(changes);
    away.told([{ device: "a", name: "Ada", cells: ["2", "1"] }]);
    expect(away.cells.value).toEqual(["1", "2", "3"]);
    order.value = ["3", "2"];
    expect(away.cells.value).toEqual(["3", "2"]);
    away.step(1);
    away.dismiss();
    expect([away.cells.value, away.at.value, away.step(1)]).toEqual([[], null, null]);
  });

  test("cells that are no longer there leave nothing to look at", () => {
    const away = new Away(signal(["1"]));
    away.told([{ device: "a", name: "Ada", cells: ["gone"] }]);
    expect([away.names.value, away.step(-1)]).toEqual([["Ada"], null]);
  });
});
