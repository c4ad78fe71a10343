import { expect, test } from "vitest";
import { waitMs } from "./backoff";
import { closingOf } from "./closing";
import { fragmentOf, readFragment } from "./session";

test("waits grow to eight seconds and differ from tab to tab", () => {
  expect(waitMs(0, 0)).toBe(75);
  expect(waitMs(0, 0.999)).toBe(150);
  expect(waitMs(3, 0.5)).toBeGreaterThan(waitMs(2, 0.5));
  expect(waitMs(50, 0.999)).toBeLessThanOrEqual(8000);
});

test("a node that goes away comes back; a session it does not know does not", () => {
  expect(closingOf(1006)).toBe("retry");
  expect(closingOf(4413)).toBe("retry");
  expect(closingOf(4401)).toBe("sessionUnknown");
  expect(closingOf(4409)).toBe("reload");
});

test("the fragment holds a token, a notebook, or both", () => {
  expect(readFragment("#token=ab&notebook=n%201")).toEqual({ token: "ab", notebook: "n 1" });
  expect(readFragment("")).toEqual({});
  expect(readFragment(fragmentOf("n 1"))).toEqual({ token: undefined, notebook: "n 1" });
});
