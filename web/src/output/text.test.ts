import { describe, expect, test } from "vitest";
import { Blocks, cutAfter, cutBefore, drawable, Drawing, joined, lineCount, styleAfter } from "./text";

const ESC = "\u001b";

describe("what is drawn of a text", () => {
  test.each([
    ["plain\ttext\n", "plain\ttext\n"],
    [`${ESC}[31mred${ESC}[0m`, `${ESC}[31mred${ESC}[0m`],
    [`${ESC}[2J${ESC}[1;1H${ESC}[?25lup${ESC}[A`, "up"],
    [`${ESC}]8;;javascript:x${ESC}\\link${ESC}]8;;${ESC}\\`, "link"],
    [`${ESC}]0;title\u0007after`, "after"],
    [`${ESC}[38:2::1:2:3mx`, `${ESC}[38;2;1;2;3mx`],
    ["windows\r\nends\r\n", "windows\nends\n"],
    ["10%\r50%\r100%\n", "100%\n"],
    ["long line\rshort", "shortline"],
    ["ab\b\bcd", "cd"],
    ["bell\u0007 nul\u0000", "bell nul"],
  ])("%j becomes %j", (raw, drawn) => expect(drawable(raw)).toBe(drawn));

  test("of many colours in a row the last ones count", () => {
    expect(drawable(`${ESC}[1m`.repeat(10_000)).length).toBeLessThan(100);
  });

  test("a long text is the pieces it came in", () => expect(joined(["a", "b"])).toBe("ab"));
});

describe("a text that grows", () => {
  test.each([
    "one\ntwo\nthree",
    `${ESC}[32mgreen\nmore${ESC}[0m\nx`,
    "a\r\nb\rc\nd",
    "\n\n\n",
    "no end",
    `a\nb${ESC}]0;x\nc`,
  ])("%j is drawn as if it had come at once, whatever pieces it comes in", (text) => {
    for (let size = 1; size <= text.length; size++) {
      const drawing = new Drawing();
      for (let at = size; at < text.length; at += size) drawing.update(text.slice(0, at));
      expect(drawing.update(text)).toBe(drawable(text));
      expect(drawing.lines).toBe(lineCount(drawable(text)));
    }
  });

  test("another text is drawn from its start", () => {
    const drawing = new Drawing();
    drawing.update("first\nsecond\n");
    expect(drawing.update("other\ntext\n")).toBe("other\ntext\n");
    expect(drawing.lines).toBe(2);
  });
});

describe("folds", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join("");

  test("the fold is after whole lines", () => {
    const text = lines(30);
    expect(text.slice(0, cutAfter(text, 24))).toBe(lines(24));
    expect(cutAfter(lines(5), 24)).toBe(lines(5).length);
  });

  test("a long line counts as several", () => {
    const text = "x".repeat(10_000);
    expect(cutAfter(text, 24)).toBe(24 * 160);
    expect(text.length - cutBefore(text, 3)).toBe(3 * 160);
  });

  test("the end is whole lines too", () => {
    const text = lines(30);
    expect(text.slice(cutBefore(text, 3))).toBe("line 27\nline 28\nline 29\n");
    expect(cutBefore("a\nb", 3)).toBe(0);
    expect(cutBefore("", 3)).toBe(0);
  });

  test("no character is cut in two", () => {
    const text = "😀".repeat(5_000);
    for (const rows of [1, 2, 3]) {
      expect(text.slice(0, cutAfter(`x${text}`, rows) - 1).isWellFormed()).toBe(true);
      expect(`x${text}`.slice(cutBefore(`x${text}`, rows)).isWellFormed()).toBe(true);
    }
  });

  test.each([
    ["", 0],
    ["a", 1],
    ["a\n", 1],
    ["a\nb", 2],
    ["\n\n", 2],
  ])("%j has %i lines", (text, count) => expect(lineCount(text)).toBe(count));
});

describe("blocks", () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `${ESC}[3${index % 8}mline ${index}`).join("\n");

  test("are the text, each with the colours it begins with", () => {
    const blocks = new Blocks().update(text);
    expect(blocks.map((block) => block.text).join("")).toBe(text);
    expect(blocks.length).toBeGreaterThan(3);
    blocks.forEach((block, index) => {
      const before = blocks.slice(0, index).map((earlier) => earlier.text);
      expect(block.style).toBe(styleAfter("", before.join("")));
    });
  });

  test("what did not change stays the same object", () => {
    const blocks = new Blocks();
    const before = [...blocks.update(text)];
    const after = blocks.update(`${text}\nand more`);
    expect(after.map((block) => block.text).join("")).toBe(`${text}\nand more`);
    before.slice(0, -1).forEach((block, index) => expect(after[index]).toBe(block));
  });

  test("a line without end is parted between characters", () => {
    const line = `a${"😀".repeat(100_000)}`;
    const blocks = new Blocks().update(line);
    expect(blocks.map((block) => block.text).join("")).toBe(line);
    for (const block of blocks) expect(block.text.isWellFormed()).toBe(true);
  });

  test("millions of empty lines are few blocks", () => {
    const blocks = new Blocks().update("\n".repeat(1_000_000));
    expect(blocks.length).toBeLessThanOrEqual(1_000);
    expect(blocks.reduce((rows, block) => rows + block.rows, 0)).toBe(1_000_000);
  });
});

describe("colours in force", () => {
  test.each([
    ["no colours", ""],
    [`${ESC}[1m${ESC}[31mred`, `${ESC}[1m${ESC}[31m`],
    [`${ESC}[31mred${ESC}[0m`, ""],
    [`${ESC}[31mred${ESC}[m`, ""],
    [`${ESC}[31mred${ESC}[0;32m`, `${ESC}[0;32m`],
  ])("after %j are %j", (text, style) => expect(styleAfter("", text)).toBe(style));

  test("stay short", () => {
    const text = Array.from({ length: 9_999 }, (_, index) => `${ESC}[38;5;${index}m`).join("");
    expect(styleAfter("", text).length).toBeLessThan(500);
  });
});
