import { describe, expect, test } from "vitest";
import { ALIVE_MAX, aliveCount, claim, heard, HEIGHT_MAX_PX, release, type Holder } from "./frames";
import { choices } from "./mime";
import { ownCell, parts } from "./traceback";

describe("which MIME type is shown", () => {
  test.each([
    [["text/plain", "text/html"], "text/html"],
    [["text/plain", "image/png", "text/latex"], "text/latex"],
    [["image/png", "image/svg+xml"], "image/svg+xml"],
    [["text/html", "application/vnd.plotly.v1+json"], "application/vnd.plotly.v1+json"],
    [["text/plain", "application/vnd.vegalite.v5.2+json"], "application/vnd.vegalite.v5.2+json"],
    [["application/javascript", "text/plain"], "application/javascript"],
    [["application/json", "text/html"], "application/json"],
    [["text/html", "text/plain", "application/vnd.dataresource+json"], "application/vnd.dataresource+json"],
  ])("of %j it is %s", (mimes, best) => expect(choices(mimes)[0]?.mime).toBe(best));

  test("names that only look like types are none", () => {
    expect(choices(["__proto__", "constructor", "text/html ", "text/html;x", "TEXT/HTML"])).toEqual([]);
  });
});

describe("places in tracebacks", () => {
  test("the first cell is the one that ran", () => {
    const traceback = "Cell 7, line 3\n...\nCell 2, line 9, in f";
    expect(ownCell(traceback)).toBe(7);
    expect(parts(traceback, 7, 1)).toEqual([
      { text: "Cell 7, line 3", place: { line: 3 } },
      { text: "\n...\n" },
      { text: "Cell 2, line 9", place: { line: 9, cell: 2 } },
      { text: ", in f" },
    ]);
  });

  test("IPython names a cell by its count", () => {
    expect(parts("In[4], line 2", undefined, 4)).toEqual([{ text: "In[4], line 2", place: { line: 2 } }]);
    expect(parts("In[5], line 2", undefined, 4)).toEqual([{ text: "In[5], line 2" }]);
  });

  test("other text stays whole", () => expect(parts("File x.py:3", 1, 1)).toEqual([{ text: "File x.py:3" }]));
});

describe("R5 what a frame may say", () => {
  test.each([
    [{ t: "ready", more: 1 }, { t: "ready" }],
    [{ t: "theme" }, { t: "theme" }],
    [
      { t: "height", px: 99.5 },
      { t: "height", px: 100 },
    ],
    [
      { t: "height", px: 1e9 },
      { t: "height", px: HEIGHT_MAX_PX },
    ],
    [
      { t: "height", px: -1 },
      { t: "height", px: 8 },
    ],
    [
      { t: "link", href: "https://example.org/" },
      { t: "link", href: "https://example.org/" },
    ],
  ])("%j is heard as %j", (data, word) => expect(heard(data)).toEqual(word));

  test.each([
    { t: "height", px: NaN },
    { t: "height", px: "100" },
    { t: "link", href: "javascript:alert(1)" },
    { t: "link", href: "data:text/html,x" },
    { t: "link", href: "/api/export/x" },
    { t: "link", href: `https://example.org/${"x".repeat(5_000)}` },
    { t: "run", cells: ["a"] },
    { t: ["ready"] },
    "ready",
    null,
    7,
  ])("%j is not heard", (data) => expect(heard(data)).toBeUndefined());
});

test("a frame out of view gives its place to one in view, one in view keeps it", () => {
  const evicted: Holder[] = [];
  const holders = Array.from({ length: ALIVE_MAX + 1 }, (): Holder => {
    const holder: Holder = { near: true, evict: () => void evicted.push(holder) };
    return holder;
  });
  const late = holders.pop()!;
  for (const holder of holders) expect(claim(holder)).toBe(true);
  expect(claim(late)).toBe(false);
  holders[4]!.near = false;
  expect(claim(late)).toBe(true);
  expect(evicted).toEqual([holders[4]]);
  expect(claim(holders[4]!, true)).toBe(true);
  expect(evicted).toEqual([holders[4], holders[0]]);
  expect(aliveCount()).toBe(ALIVE_MAX);
  for (const holder of [late, ...holders]) release(holder);
  expect(aliveCount()).toBe(0);
});
