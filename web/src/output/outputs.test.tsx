// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BlobSource, Output, Run } from "../protocol";
import type { Host } from "./doubt";
import { Outputs } from "./Outputs";

const lightTheme = { matches: false, addEventListener: () => {}, removeEventListener: () => {} };
window.matchMedia ??= () => lightTheme as unknown as MediaQueryList;
Element.prototype.scrollIntoView ??= () => {};

let place: HTMLElement;
let bodies: Map<string, string>;
let fetched: string[];

const blobs: BlobSource = {
  text: (hash) => {
    fetched.push(hash);
    const body = bodies.get(hash);
    return body === undefined ? Promise.reject(new Error("it is not here")) : Promise.resolve(body);
  },
};

beforeEach(() => {
  place = document.body.appendChild(document.createElement("main"));
  bodies = new Map();
  fetched = [];
});

afterEach(() => {
  render(null, place);
  place.remove();
});

const run = (outputs: Output[], more: Partial<Run> = {}): Run => ({
  exec: "one",
  state: "ok",
  fromFile: false,
  edited: false,
  outputs,
  ...more,
});

async function show(
  outputs: Output[],
  more: Partial<Run> = {},
  onLink?: (line: number) => void,
  host?: Host,
): Promise<void> {
  await act(() => render(<Outputs run={run(outputs, more)} blobs={blobs} onLink={onLink} host={host} />, place));
  for (let turn = 0; turn < 4; turn++) await act(() => new Promise((done) => setTimeout(done)));
}

const stream = (text: string, name = "stdout"): Output => ({ kind: "stream", name, data: { "text/plain": { text } } });
const display = (data: Record<string, string>, meta?: string): Output => ({
  kind: "display",
  data: Object.fromEntries(Object.entries(data).map(([mime, text]) => [mime, { text }])),
  meta,
});
const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join("");
const button = (name: string) =>
  [...place.querySelectorAll("button")].find((candidate) => candidate.textContent?.startsWith(name));
const press = (name: string) => act(() => button(name)!.click());

describe("text", () => {
  test("more than 24 lines are folded, their end in view, and unfold", async () => {
    await show([stream(lines(100))]);
    expect(place.textContent).toContain("line 23\n");
    expect(place.textContent).not.toContain("line 24\n");
    expect(place.textContent).toContain("line 99\n");
    expect(button("Show all 100 lines")!.getAttribute("aria-expanded")).toBe("false");
    const before = button("Show all")!;
    await press("Show all");
    expect(place.textContent).toContain("line 50\n");
    expect(button("Show less")).toBe(before);
    expect(before.getAttribute("aria-expanded")).toBe("true");
  });

  test("a few lines more are not worth a fold", async () => {
    await show([stream(lines(27))]);
    expect(button("Show all")).toBeUndefined();
    expect(place.textContent).toContain("line 26\n");
  });

  test("one stream in several outputs is one text, the other stream is another", async () => {
    await show([stream("a"), stream("b\n"), stream("c\n", "stderr"), stream("d\n")]);
    const texts = [...place.querySelectorAll(".out")].map((out) => [out.getAttribute("aria-label"), out.textContent]);
    expect(texts).toEqual([
      ["Printed", "ab\n"],
      ["Error stream", "c\n"],
      ["Printed", "d\n"],
    ]);
  });

  test("a stream that grows draws only its end anew", async () => {
    await show([stream("first\n"), display({ "text/plain": "kept" })]);
    const kept = place.querySelector(".out-display .out-text")!;
    await show([stream("first\n"), display({ "text/plain": "kept" })]);
    await show([stream("first\nsecond\n"), display({ "text/plain": "kept" })]);
    expect(place.textContent).toContain("first\nsecond\n");
    expect(place.querySelector(".out-display .out-text")).toBe(kept);
  });

  test("of a long output only what is in view is fetched until it is unfolded", async () => {
    const sealed = ["a", "b", "c", "d"].map((hash): Output => {
      bodies.set(hash, `${hash}: ${lines(200)}`);
      return { kind: "stream", name: "stdout", data: { "text/plain": { blob: hash, size: 2_000 } } };
    });
    await show(sealed);
    expect(fetched.sort()).toEqual(["a", "d"]);
    await press("Show all (8 KiB)");
    await show(sealed);
    expect(fetched.sort()).toEqual(["a", "b", "c", "d"]);
    expect(place.textContent).toContain("b: line 0");
  });
});

describe("bodies", () => {
  test("a large one waits until it is wanted", async () => {
    bodies.set("big", "it is here");
    await show([{ kind: "display", data: { "text/plain": { blob: "big", size: 6 << 20 } } }]);
    expect(fetched).toEqual([]);
    expect(place.textContent).toContain("6.0 MiB");
    await press("Load");
    await act(() => new Promise((done) => setTimeout(done)));
    expect(place.textContent).toContain("it is here");
  });

  test("one that does not come says why and can be tried again", async () => {
    const output: Output = { kind: "display", data: { "text/plain": { blob: "late", size: 6 } } };
    await show([output]);
    expect(place.textContent).toContain("it is not here");
    bodies.set("late", "now it is");
    await press("Try again");
    await show([output]);
    expect(place.textContent).toContain("now it is");
  });

  test("while a newer one is on its way the former one stays", async () => {
    bodies.set("old", "old text\n");
    const output = (blob: string): Output => ({
      kind: "stream",
      name: "stdout",
      data: { "text/plain": { blob, size: 9 } },
    });
    await show([output("old")]);
    await act(() =>
      render(<Outputs run={run([output("new")])} blobs={{ text: () => new Promise(() => {}) }} />, place),
    );
    expect(place.textContent).toContain("old text");
  });
});

describe("errors", () => {
  const failure: Output = {
    kind: "error",
    ename: "ZeroDivisionError",
    evalue: "division by zero",
    traceback: ["\u001b[31mZeroDivisionError\u001b[0m", "\u001b[32mCell 7, line 3\u001b[0m", "Cell 2, line 9, in f"],
  };

  test("say first what went wrong; the traceback folds", async () => {
    await show([failure]);
    expect(place.textContent).toMatch(/^ZeroDivisionError: division by zero/);
    expect(place.querySelector('[role="group"][aria-label="Error: ZeroDivisionError"]')).not.toBeNull();
    await press("Traceback");
    expect(place.textContent).not.toContain("Cell 7");
  });

  test("their places lead to the line of the cell", async () => {
    const asked: number[] = [];
    await show([failure], {}, (line) => asked.push(line));
    await press("Cell 7, line 3");
    expect(asked).toEqual([3]);
    expect(button("Cell 2")).toBeUndefined();
  });
});

describe("MIME types", () => {
  const PNG = "iVBORw0KGgo=";

  test("a picture has a name and the size it asks for", async () => {
    await show([
      display(
        { "image/png": PNG, "text/plain": "<Figure size 640x480>" },
        '{"image/png": {"width": 320, "height": -1}}',
      ),
    ]);
    const picture = place.querySelector("img")!;
    expect(picture.alt).toBe("Figure size 640x480");
    expect(picture.getAttribute("src")).toBe(`data:image/png;base64,${PNG}`);
    expect(picture.getAttribute("width")).toBe("320");
    expect(picture.hasAttribute("height")).toBe(false);
  });

  test("when the richest form can't be shown the next one is", async () => {
    await show([
      display({ "image/png": "no base64!", "text/plain": "in words" }),
      display({ "application/json": "{", "text/plain": "also" }),
    ]);
    expect(place.textContent).toContain("in words");
    expect(place.textContent).toContain("also");
  });

  test("nothing is just blank", async () => {
    await show([display({}), display({ "application/x-unknown": "x" }), { kind: "new kind" } as unknown as Output]);
    expect(place.textContent).toContain("This output is empty.");
    expect(place.textContent).toContain("application/x-unknown");
    expect(place.textContent).toContain("could not be read");
  });

  test("SVG is an image", async () => {
    await show([display({ "image/svg+xml": "<svg><script>x</script></svg>" })]);
    expect(place.querySelector("svg, script")).toBeNull();
    expect(place.querySelector("img")!.src).toMatch(/^data:image\/svg\+xml;charset=utf-8,%3Csvg/);
  });

  test("JSON makes its branches when they are opened", async () => {
    await show([display({ "application/json": JSON.stringify({ a: { b: { c: "deep" } } }) })]);
    await vi.waitFor(() => expect(button("a:")).toBeDefined());
    expect(place.textContent).not.toContain("deep");
    await press("a:");
    await press("b:");
    expect(place.textContent).toContain('"deep"');
  });
});

describe("frames", () => {
  test("HTML lives in a sandboxed frame with a name", async () => {
    await show([display({ "text/html": "<b>x</b>" })]);
    const frame = place.querySelector("iframe")!;
    expect(frame.getAttribute("src")).toBe("/o/frame.html");
    expect(frame.getAttribute("sandbox")).toBe("allow-scripts");
    expect(frame.title).toMatch(/^HTML output \d+$/);
  });

  test("R6 scripts that came with a file wait", async () => {
    await show([display({ "application/javascript": "x" })], { fromFile: true });
    expect(place.querySelector("iframe")).toBeNull();
    expect(place.textContent).toContain("came with the file");
    await press("Show");
    expect(place.querySelector("iframe")).not.toBeNull();
  });

  test("R6 HTML with scripts that came with a file is there, and says that they do not run", async () => {
    await show([display({ "text/html": "<b>x</b><script>y</script>" })], { fromFile: true });
    expect(place.querySelector("iframe")).not.toBeNull();
    expect(button("Run its scripts")).toBeDefined();
  });

  describe("of a device nobody here trusts", () => {
    const trust = vi.fn();
    const host = { name: "Ben’s laptop", trust };
    const script = display({ "application/javascript": "x", "text/plain": "a chart" });

    test("R7 scripts wait, the text stands there, and it says whose it is", async () => {
      await show([script], { withheld: true }, undefined, host);
      expect(place.querySelector("iframe")).toBeNull();
      expect(place.textContent).toContain("Output of Ben’s laptop is not shown with its scripts.");
      expect(place.textContent).toContain("a chart");
      await press("Show once");
      expect(place.querySelector("iframe")).not.toBeNull();
      expect(trust).not.toHaveBeenCalled();
    });

    test("R7 they run once it is trusted", async () => {
      await show([script], { withheld: true }, undefined, host);
      await press("Always for this device");
      expect(trust).toHaveBeenCalledOnce();
      expect(place.querySelector("iframe")).toBeNull();
      await show([script], {}, undefined, host);
      expect(place.querySelector("iframe")).not.toBeNull();
      expect(button("Show once")).toBeUndefined();
    });

    test("R7 text, pictures and HTML without scripts are shown as ever", async () => {
      await show([stream("printed"), display({ "text/html": "<b>x</b>" })], { withheld: true }, undefined, host);
      expect(place.textContent).toContain("printed");
      expect(place.querySelector("iframe")).not.toBeNull();
      expect(button("Show once")).toBeUndefined();
      await show([display({ "text/html": "<b>x</b><script>y</script>" })], { withheld: true });
      expect(place.querySelector("iframe")).not.toBeNull();
      expect(place.textContent).toContain("Output of another device is not shown with its scripts.");
    });
  });
});
