import { ChangeSet } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { randomOf } from "../testing/random";
import { CellText, difference, textOf } from "./CellText";

const insert = (text: CellText, at: number, what: string) =>
  text.local(ChangeSet.of({ from: at, insert: what }, text.doc.length));

describe("the text of a cell", () => {
  test("what was typed is sent once, and the rest after it is confirmed", () => {
    const text = new CellText("ab", 3);
    insert(text, 2, "c");
    expect(text.take()?.version).toBe(3);
    insert(text, 3, "d");
    expect(text.take()).toBeNull();
    text.confirm(4);
    expect(text.take()?.changes.toJSON()).toEqual([3, [0, "d"]]);
    text.confirm(5);
    expect(text.isConfirmed).toBe(true);
    expect(text.doc.toString()).toBe("abcd");
  });

  test("an edit that was not taken goes again with what was typed since", () => {
    const text = new CellText("", 0);
    insert(text, 0, "x");
    text.take();
    insert(text, 1, "y");
    text.remote(ChangeSet.of({ from: 0, insert: "theirs " }, 0), 1);
    text.untake();
    expect(text.take()).toMatchObject({ version: 1 });
    expect(text.doc.toString()).toBe("theirs xy");
  });

  test("a reset keeps what is unconfirmed", () => {
    const text = new CellText("one two", 0);
    insert(text, 7, " three");
    const seen = text.reset("zero one two", 9);
    expect(text.doc.toString()).toBe("zero one two three");
    expect(seen.apply(textOf("one two three")).toString()).toBe("zero one two three");
    expect(text.version).toBe(9);
  });

  test("giving up brings back the node's text", () => {
    const text = new CellText("theirs", 0);
    insert(text, 0, "mine ");
    text.discard();
    expect(text.doc.toString()).toBe("theirs");
    expect(text.isConfirmed).toBe(true);
  });

  test("carriage returns are characters", () => {
    expect(textOf("a\r\nb").length).toBe(4);
    expect(new CellText("a\r\nb", 0).doc.toString()).toBe("a\r\nb");
  });
});

test("a difference makes one text of the other and cuts no character of two units", () => {
  const letters = ["a", "b", "\n", "😀", "😁", "é"];
  for (let seed = 1; seed <= 2000; seed++) {
    const random = randomOf(seed);
    const some = () => textOf(Array.from({ length: random(8) }, () => letters[random(letters.length)]).join(""));
    const [from, to] = [some(), some()];
    const changes = difference(from, to);
    expect(changes.apply(from).toString(), `seed ${seed}`).toBe(to.toString());
    changes.iterChanges((at, end) => {
      for (const cut of [at, end])
        expect(/[\udc00-\udfff]/.test(from.toString()[cut] ?? ""), `seed ${seed}`).toBe(false);
    });
  }
});

test("places of the confirmed text and of what is shown, with an edit on its way and one behind it", () => {
  const text = new CellText("0123456789", 0);
  insert(text, 2, "AA");
  text.take();
  text.local(ChangeSet.of({ from: 8, to: 10 }, text.doc.length));
  // Shown: 01AA234589, confirmed: 0123456789.
  expect([0, 2, 3, 7, 9, 99].map((at) => text.fromConfirmed(at, -1))).toEqual([0, 2, 5, 8, 9, 10]);
  expect(text.fromConfirmed(2, 1)).toBe(4);
  expect([0, 2, 3, 4, 5, 9, 10, 99].map((at) => text.toConfirmed(at))).toEqual([0, 2, 2, 2, 3, 9, 10, 10]);
  text.confirm(1);
  expect(text.fromConfirmed(4, -1)).toBe(4);
});
