// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attackFiles, runOf, textOf, type FileCell } from "../../test/notebooks";
import { Markdown } from "../markdown/Markdown";
import type { BlobSource } from "../protocol";
import { Outputs } from "./Outputs";

// What no output, source or attachment may bring into the page's own document, whatever it holds.

const blobs: BlobSource = { text: () => Promise.reject(new Error("not here")) };

const FORBIDDEN =
  "script, object, embed, link, meta, base, form:not(dialog form), style:not(head style), applet, frame, frameset, portal, template, textarea, select, audio, video, source, math:not(.katex math), svg:not(.katex svg)";
const ADDRESSES = [
  "href",
  "src",
  "srcset",
  "action",
  "formaction",
  "poster",
  "background",
  "data",
  "ping",
  "xlink:href",
  "srcdoc",
  "manifest",
  "cite",
  "lowsrc",
];

/** jsdom has none. */
const lightTheme = { matches: false, addEventListener: () => {}, removeEventListener: () => {} };
window.matchMedia ??= () => lightTheme as unknown as MediaQueryList;

let place: HTMLElement;

beforeEach(() => {
  place = document.body.appendChild(document.createElement("main"));
  localStorage.clear();
});

afterEach(() => {
  render(null, place);
  place.remove();
});

async function shown(cell: FileCell, fromFile: boolean): Promise<void> {
  await act(() => {
    if (cell.cell_type === "code") render(<Outputs run={runOf(cell, fromFile)} blobs={blobs} />, place);
    else render(<Markdown source={textOf(cell.source)} attachments={cell.attachments} />, place);
  });
  await settled();
}

/** Parts that are loaded when needed are there. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await act(() => new Promise((done) => setTimeout(done)));
}

function expectHarmless(): void {
  expect(Reflect.get(globalThis, "breached")).toBeUndefined();
  expect(Reflect.get({}, "breached")).toBeUndefined();
  expect(localStorage).toHaveLength(0);
  expect([...place.querySelectorAll(FORBIDDEN)].map((element) => element.outerHTML)).toEqual([]);
  for (const element of place.querySelectorAll("*"))
    for (const attribute of element.attributes) check(element, attribute);
  for (const frame of place.querySelectorAll("iframe")) {
    expect(frame.getAttribute("sandbox")).toBe("allow-scripts");
    expect(frame.getAttribute("src")).toBe("/o/frame.html");
  }
}

function check(element: Element, { name, value }: Attr): void {
  const where = `${name}="${value.slice(0, 200)}" of ${element.tagName}`;
  expect(name.startsWith("on"), where).toBe(false);
  expect(name.startsWith("data-"), where).toBe(false);
  if (name === "style") expect(/url\(|expression|position\s*:\s*fixed|@import/i.test(value), where).toBe(false);
  if (name === "id") expect(value.startsWith("md-"), where).toBe(true);
  if (ADDRESSES.includes(name)) expect(isAllowed(element, value), where).toBe(true);
}

function isAllowed(element: Element, address: string): boolean {
  if (element instanceof HTMLIFrameElement) return address === "/o/frame.html";
  if (element instanceof HTMLImageElement)
    return /^(data:image\/(png|jpeg|gif|webp|bmp|svg\+xml)[;,]|blob:)/.test(address);
  const opensApart =
    element.getAttribute("target") === "_blank" && element.getAttribute("rel") === "noopener noreferrer";
  return (
    element instanceof HTMLAnchorElement &&
    (address.startsWith("#md-") || (opensApart && /^(https?:|mailto:)/.test(address)))
  );
}

describe.each(attackFiles())("R5 $name", ({ cells }) => {
  test.each(cells)("$id brings nothing into the page", async (cell) => {
    await shown(cell, false);
    expectHarmless();
    const isSilent = cell.cell_type === "code" && (cell.outputs ?? []).length === 0;
    if (cell.cell_type === "code" && !isSilent) expect(place.querySelector(".out, .out-withheld")).not.toBeNull();
  });

  test.each(cells)("R6 $id, come with a file, brings nothing into the page", async (cell) => {
    await shown(cell, true);
    expectHarmless();
  });
});
