// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ordered } from "../base/sorting";
import type { Output } from "../protocol";
import { randomOf } from "../testing/random";
import { Outputs } from "./Outputs";
import { keyOf, separated, shownOf, tableIn } from "./table";

const MIME = "application/vnd.dataresource+json";
const fields = (types: Record<string, string>) => Object.entries(types).map(([name, type]) => ({ name, type }));
const resource = (types: Record<string, string>, data: unknown[], more: object = {}) =>
  JSON.stringify({ schema: { fields: fields(types) }, data, ...more });

describe("what is in a data resource", () => {
  test("columns, rows and how many there were", () => {
    expect(tableIn(resource({ a: "integer", b: "string" }, [{ a: 1 }, { b: "x", c: 3 }], { total: 9 }))).toEqual({
      columns: fields({ a: "integer", b: "string" }),
      rows: [
        [1, null],
        [null, "x"],
      ],
      total: 9,
    });
  });

  test("as pandas writes it", () => {
    const pandas = {
      schema: {
        fields: [
          { name: "index", type: "integer" },
          { name: 0, type: "number" },
        ],
        primaryKey: ["index"],
      },
      data: [{ index: 0, "0": 1.5 }],
    };
    expect(tableIn(JSON.stringify({ ...pandas, schema: { ...pandas.schema, pandas_version: "1.4.0" } }))?.rows).toEqual(
      [[0, 1.5]],
    );
  });

  test("names of what every object has are columns like others", () => {
    const table = tableIn(resource({ constructor: "string", toString: "any" }, [{}, { constructor: "x" }]));
    expect(table?.rows).toEqual([
      [null, null],
      ["x", null],
    ]);
  });

  test.each([
    "",
    "[]",
    "null",
    "{}",
    '{"schema":{"fields":[]},"data":[]}',
    '{"schema":{"fields":"x"},"data":[]}',
    '{"schema":{"fields":[{"type":"string"}]},"data":[]}',
    '{"schema":{"fields":[{"name":"a"}]},"data":{}}',
    '{"schema":{"fields":[{"name":"a"}]},"data":[1]}',
    '{"schema":{"fields":[{"name":"a"}]},"data":[[1]]}',
  ])("%s is no table", (text) => expect(tableIn(text)).toBeNull());

  test("a table that was damaged somewhere is one, or none, and never throws", () => {
    const random = randomOf(3);
    const whole = resource({ a: "integer", b: "string" }, [{ a: 1, b: "x" }, { a: 2 }], { total: 2 });
    const parts = ["null", "[]", "{}", '"a"', "1", ",", ""];
    const tables = Array.from({ length: 20_000 }, () => {
      const from = random(whole.length);
      const part = parts[random(parts.length)]!;
      return tableIn(whole.slice(0, from) + part + whole.slice(from + random(12)));
    });
    expect(tables.some((table) => table === null)).toBe(true);
    expect(tables.some((table) => table?.rows.length === 2)).toBe(true);
    for (const table of tables) for (const row of table?.rows ?? []) expect(row).toHaveLength(table!.columns.length);
  });
});

describe("order by the type of a column", () => {
  const order = (type: string, values: unknown[]) =>
    ordered(values, (value) => keyOf({ name: "a", type }, value), false);

  test.each([
    ["integer", [10, 9, "9007199254740993", null], [9, 10, "9007199254740993", null]],
    ["number", ["INF", 1.5, "NaN", "-INF", "1.25"], ["-INF", "1.25", 1.5, "INF", "NaN"]],
    ["boolean", [true, false, null], [false, true, null]],
    ["string", ["b", "B10", "B9", "a"], ["a", "b", "B9", "B10"]],
    ["date", ["2020-10-01", "0999-01-01", "2020-09-30"], ["0999-01-01", "2020-09-30", "2020-10-01"]],
    [
      "datetime",
      ["2020-01-02T00:00:00+02:00", "2020-01-01T23:00:00Z"],
      ["2020-01-02T00:00:00+02:00", "2020-01-01T23:00:00Z"],
    ],
    ["integer", ["no number", 1], [1, "no number"]],
  ])("%s", (type, values, sorted) => expect(order(type, values)).toEqual(sorted));
});

test("copies quote what would break them", () => {
  const columns = fields({ "a b": "string", n: "integer" });
  const rows = [
    ['say "x"', 1],
    ["two\nlines, a\ttab", null],
    [{ k: [1] }, true],
  ];
  expect(separated(columns, rows, ",")).toBe(
    'a b,n\r\n"say ""x""",1\r\n"two\nlines, a\ttab",\r\n"{""k"":[1]}",true\r\n',
  );
  expect(separated(columns, rows, "\t")).toBe('a b\tn\n"say ""x"""\t1\n"two\nlines, a\ttab"\t\n"{""k"":[1]}"\ttrue\n');
  expect(shownOf("x".repeat(400))).toBe("x".repeat(300) + "…");
});

describe("the table on the page", () => {
  let place: HTMLElement;
  const copied = vi.fn((_text: string) => Promise.resolve());

  beforeEach(() => {
    place = document.body.appendChild(document.createElement("main"));
    copied.mockClear();
    Object.defineProperty(navigator, "clipboard", { value: { writeText: copied }, configurable: true });
  });
  afterEach(() => {
    render(null, place);
    place.remove();
  });

  const blobs = { text: () => Promise.reject(new Error("none")) };

  async function show(data: Record<string, string>) {
    const output: Output = {
      kind: "result",
      data: Object.fromEntries(Object.entries(data).map(([mime, text]) => [mime, { text }])),
    };
    const run = { exec: "one", state: "ok" as const, fromFile: false, edited: false, outputs: [output] };
    await act(() => render(<Outputs run={run} blobs={blobs} />, place));
    await vi.waitFor(() => expect(place.textContent).not.toContain("Loading"));
    await act(() => {});
  }
  const button = (name: string) =>
    [...place.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === name)!;
  const press = (name: string) => act(async () => button(name).click());
  const column = (at: number) =>
    [...place.querySelectorAll("tbody tr")].map((row) => row.querySelectorAll("td")[at]!.textContent);
  const search = (words: string) =>
    act(() => {
      const field = place.querySelector("input")!;
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ n, t: `row ${n}` }));

  test("is chosen before HTML and text, and the text is a press away", async () => {
    await show({
      [MIME]: resource({ n: "integer" }, [{ n: 1 }]),
      "text/html": "<table></table>",
      "text/plain": "[{'n': 1}]",
    });
    expect(column(0)).toEqual(["1"]);
    await press("Show as text");
    expect(place.querySelector("table")).toBeNull();
    expect(place.textContent).toContain("[{'n': 1}]");
    await press("Show as a table");
    expect(column(0)).toEqual(["1"]);
  });

  test("turns pages of 25 rows and says which are seen", async () => {
    await show({ [MIME]: resource({ n: "integer", t: "string" }, many(60), { total: 1234 }) });
    expect(column(0)).toHaveLength(25);
    expect(place.textContent).toContain("1–25 of 60 rows; there were 1,234");
    expect(button("Previous page").getAttribute("aria-disabled")).toBe("true");
    await press("Next page");
    expect(column(0)[0]).toBe("25");
    await press("Last page");
    expect(column(0)).toEqual(["50", "51", "52", "53", "54", "55", "56", "57", "58", "59"]);
    expect(place.textContent).toContain("51–60 of 60 rows");
    await press("First page");
    expect(column(0)[0]).toBe("0");
  });

  test("sorts by a column and says so, and back", async () => {
    await show({ [MIME]: resource({ n: "integer", t: "string" }, [{ n: 10 }, { n: 9 }, { n: 100 }]) });
    const head = () => place.querySelector("th")!.getAttribute("aria-sort");
    expect(head()).toBe("none");
    await press("n");
    expect([head(), column(0)]).toEqual(["ascending", ["9", "10", "100"]]);
    await press("n");
    expect([head(), column(0)]).toEqual(["descending", ["100", "10", "9"]]);
    await press("n");
    expect([head(), column(0)]).toEqual(["none", ["10", "9", "100"]]);
  });

  test("finds rows, and copies what is found in the order that is seen", async () => {
    await show({ [MIME]: resource({ n: "integer", t: "string" }, many(60)) });
    await search("ROW 5");
    expect(column(0)).toEqual(["5", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59"]);
    expect(place.textContent).toContain("11 rows found in 60");
    await press("n");
    await press("n");
    await press("Copy");
    expect(copied.mock.lastCall![0].slice(0, 20)).toBe("n\tt\n59\trow 59\n58\trow");
    await press("Copy as CSV");
    expect(copied.mock.lastCall![0].slice(0, 16)).toBe("n,t\r\n59,row 59\r\n");
    expect(place.textContent).toContain("11 rows copied.");
  });

  test("R5 nothing of the data is ever HTML", async () => {
    const attack = '<img src=x onerror="alert(1)"><b>bold</b>';
    await show({ [MIME]: resource({ [attack]: "string" }, [{ [attack]: attack }]) });
    expect(place.querySelectorAll("img, b")).toHaveLength(0);
    expect(column(0)).toEqual([attack]);
    expect(place.querySelector("th")!.textContent).toBe(attack);
  });

  test("what is no table gives way to the next form, or is text", async () => {
    await show({ [MIME]: "{}", "text/plain": "plain" });
    expect(place.textContent).toContain("plain");
    expect(place.querySelector("table")).toBeNull();
    await show({ [MIME]: "{}" });
    expect(place.textContent).toContain("This is no table that can be read");
  });

  test("10 000 rows are searched and sorted", async () => {
    await show({ [MIME]: resource({ n: "integer", t: "string" }, many(10_000).reverse()) });
    await search("row 99");
    expect(place.textContent).toContain("111 rows found in 10,000");
    await press("n");
    expect(column(0).slice(0, 3)).toEqual(["99", "990", "991"]);
  });
});
