import { ChangeSet } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import type { Cursor } from "../protocol";
import { type Caret, Carets } from "./Carets";

const ada: Cursor = { device: "ada", name: "Ada", colour: 3, client: "a", cell: "c", anchor: 4, head: 4 };
const ben: Cursor = { ...ada, device: "ben", name: "Ben", client: "b", cell: "d", anchor: 0, head: 2 };
const insert = (at: number, what: string, length: number) => ChangeSet.of({ from: at, insert: what }, length);

function seen() {
  const shown = new Map<string, readonly Caret[]>();
  let times = 0;
  const carets = new Carets((cell, list) => {
    times++;
    shown.set(cell, list);
  });
  const head = (cell: string) => shown.get(cell)?.map((caret) => caret.head);
  return { carets, shown, head, times: () => times };
}

describe("carets of others", () => {
  test("each cell hears of its own, once for each change", () => {
    const { carets, head, times } = seen();
    carets.told([ada, ben], 0);
    expect([head("c"), head("d"), times()]).toEqual([[4], [2], 2]);
    carets.told([{ ...ada }, { ...ben, head: 1 }], 10);
    expect([head("d"), times()]).toEqual([[1], 3]);
    carets.told([{ ...ada, cell: "d" }, ben], 20);
    expect([head("c"), head("d")]).toEqual([[], [4, 2]]);
    carets.told([], 30);
    expect(head("d")).toEqual([]);
  });

  test("they go along with the text, and stay there when the same place is told again", () => {
    const { carets, head } = seen();
    carets.told([ada], 0);
    carets.edited("c", insert(0, "xy", 9), 5_000, false);
    expect(head("c")).toEqual([6]);
    carets.told([{ ...ada }, ben], 5_001);
    expect(head("c")).toEqual([6]);
    carets.told([{ ...ada, head: 5, anchor: 5 }], 5_002);
    expect(head("c")).toEqual([5]);
  });

  test("what I type at a caret comes behind it, what others type there before it", () => {
    const { carets, head } = seen();
    carets.told([ada], 0);
    carets.edited("c", insert(4, "mine", 9), 5_000, true);
    expect(head("c")).toEqual([4]);
    carets.edited("c", insert(4, "Ada's", 13), 5_000, false);
    expect(head("c")).toEqual([9]);
  });

  test("a caret that came before the text typed at it is not pushed on by that text", () => {
    const { carets, head } = seen();
    carets.told([{ ...ada, anchor: 5, head: 5 }], 0);
    carets.edited("c", insert(4, "x", 9), 40, false);
    expect(head("c")).toEqual([5]);
    carets.edited("c", insert(0, "x", 10), 50, false);
    expect(head("c")).toEqual([6]);
  });

  test("places beyond a text are its end", () => {
    const { carets, head } = seen();
    carets.told([{ ...ada, anchor: 400, head: 500 }], 0);
    carets.edited("c", insert(0, "x", 3), 5_000, false);
    expect(head("c")).toEqual([4]);
  });

  test("of several tabs of a device the one that moved last is followed, never one's own", () => {
    const { carets } = seen();
    const tab = { ...ada, client: "a2", head: 1 };
    carets.told([ada, tab], 0);
    carets.told([ada, { ...tab, head: 2 }], 10);
    expect(carets.latest("ada")?.client).toBe("a2");
    carets.told(
      [
        { ...ada, head: 9 },
        { ...tab, head: 2 },
      ],
      20,
    );
    expect(carets.latest("ada")?.client).toBe("a");
    expect(carets.latest("ada", "a")?.client).toBe("a2");
    expect(carets.latest("nobody")).toBeUndefined();
  });
});
