import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import type { PeopleTold, Person, Sync } from "../protocol";
import { Away } from "./Away";
import { joinLinkOf } from "./joinLink";
import { colourClass, initialsOf, standing, syncWords } from "./People";

const person = (device: string, more: Partial<Person> = {}): Person => ({
  device,
  name: device,
  colour: 1,
  me: false,
  role: "edit",
  here: true,
  same: true,
  ...more,
});
const me = person("me", { me: true, same: undefined });

const words = (sync: Sync, ...others: Person[]) => {
  const told: PeopleTold = { t: "people", shared: true, mayShare: true, people: [me, ...others], sync };
  return syncWords(told);
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
