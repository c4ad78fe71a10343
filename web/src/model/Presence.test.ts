import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Said } from "../protocol";
import { type Place, Presence } from "./Presence";

let said: Said[];
let place: Place | null;
let presence: Presence;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  place = { cell: "c", anchor: 0, head: 0 };
  presence = new Presence((one) => void said.push(one));
  presence.follow(() => place);
});
afterEach(() => void vi.useRealTimers());

describe("where this tab's caret is", () => {
  test("is said at most 20 times a second, and the last place always", () => {
    for (let head = 1; head <= 500; head++) {
      place = { cell: "c", anchor: head, head };
      presence.moved();
      vi.advanceTimersByTime(2);
    }
    vi.advanceTimersByTime(100);
    expect(said.length).toBeGreaterThan(15);
    expect(said.length).toBeLessThanOrEqual(21);
    expect(said.at(-1)).toEqual({ t: "presence", cell: "c", anchor: 500, head: 500 });
  });

  test("is not said again where nothing moved", () => {
    presence.moved();
    vi.advanceTimersByTime(100);
    presence.moved();
    vi.advanceTimersByTime(100);
    expect(said).toHaveLength(1);
    presence.again();
    vi.advanceTimersByTime(100);
    expect(said).toHaveLength(2);
  });

  test("waits where only others moved it, and not for that where it moves by itself", () => {
    presence.moved(true);
    vi.advanceTimersByTime(500);
    expect(said).toHaveLength(0);
    presence.moved();
    vi.advanceTimersByTime(1);
    expect(said).toHaveLength(1);
    place = { cell: "c", anchor: 3, head: 3 };
    presence.moved(true);
    vi.advanceTimersByTime(1_000);
    expect(said.at(-1)).toMatchObject({ head: 3 });
  });

  test("is nowhere at once when nobody looks, and for good when the notebook is left", () => {
    presence.moved();
    vi.advanceTimersByTime(10);
    place = { cell: "c", anchor: 7, head: 7 };
    presence.moved();
    presence.hide();
    vi.advanceTimersByTime(1_000);
    expect(said.map(({ cell }) => cell)).toEqual(["c", null]);
    presence.moved();
    vi.advanceTimersByTime(100);
    presence.end();
    presence.moved();
    vi.advanceTimersByTime(1_000);
    expect(said.map(({ cell }) => cell)).toEqual(["c", null, "c", null]);
  });
});
