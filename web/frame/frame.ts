// Inside an output's frame: opaque origin, no network, no way to the page but four words (see src/output/frames.ts).
import type { FrameOrder, FrameWord } from "../src/output/frames";
import type { Look } from "../src/output/theme";
import { runScript, showHtml } from "./html";
import { closeDoors } from "./doors";
import { Notes } from "./notes";
import { showPlotly, showVega } from "./plots";

type Show = Extract<FrameOrder, { t: "show" }>;

/** Until something that shows nothing is said to show nothing. Scripts may draw a little later. */
const BLANK_AFTER_MS = 2_000;

/** Times that an output asks for more height as soon as it got what it asked for. */
const GROWTHS_MAX = 8;
const AT_ONCE_MS = 300;
const SEEN = "img, svg, canvas, video, audio, input, button, hr, object";

const output = document.getElementById("output")!;
const notes = new Notes(document.getElementById("notes")!, measure);
const page = window.parent;
const say = (word: FrameWord) => page.postMessage(word, "*");
let shown = 0;
let soon = 0;
let told = -1;
let toldAt = 0;
let growths = 0;

closeDoors(() => notes.frame());
window.addEventListener("message", (event: MessageEvent<FrameOrder>) => {
  if (event.source !== page) return;
  wear(event.data.look);
  if (event.data.t === "show") void show(event.data);
});
window.addEventListener("error", (event) => notes.failed(event.message));
window.addEventListener("unhandledrejection", (event) => notes.failed(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) => notes.refused(event));
document.addEventListener("click", askToOpen, true);
new ResizeObserver(measure).observe(document.body);
// Out of view, where sizes are not observed, changes are.
new MutationObserver(measureSoon).observe(output, { subtree: true, childList: true, attributes: true });
say({ t: "ready" });

function wear({ dark, ground }: Look): void {
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  document.documentElement.style.background = ground;
}

async function show(order: Show): Promise<void> {
  const turn = ++shown;
  notes.clear(order.plain);
  output.replaceChildren();
  try {
    await draw(order);
  } catch (failure) {
    notes.failed(failure instanceof Error ? failure.message : String(failure), true);
  }
  measure();
  setTimeout(() => turn === shown && isBlank() && notes.blank(), BLANK_AFTER_MS);
}

function draw({ kind, mime, text, active, look, library = "" }: Show): void | Promise<void> {
  switch (kind) {
    case "html":
      return showHtml(output, text, active);
    case "script":
      return active ? runScript(output, text) : undefined;
    case "vega":
      return showVega(output, text, mime, look.dark, library);
    case "plotly":
      return showPlotly(output, text, look.dark, library);
  }
}

function isBlank(): boolean {
  return document.querySelector(SEEN) === null && document.body.innerText.trim() === notes.text;
}

function measureSoon(): void {
  clearTimeout(soon);
  soon = window.setTimeout(measure, 50);
}

/** What is as high as its frame and a bit would grow for ever. */
function measure(): void {
  const px = Math.ceil(document.body.getBoundingClientRect().bottom + window.scrollY);
  if (px === told) return;
  const isAnswer = px > told && window.innerHeight === told && performance.now() - toldAt < AT_ONCE_MS;
  growths = isAnswer ? growths + 1 : 0;
  if (growths > GROWTHS_MAX) return;
  told = px;
  toldAt = performance.now();
  say({ t: "height", px });
}

/** Addresses are opened by the page, if its reader wants; places inside the output by the frame itself. */
function askToOpen(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target.closest("a[href], area[href]") : null;
  const href = target?.getAttribute("href") ?? "#";
  if (!target || href.startsWith("#")) return;
  event.preventDefault();
  say({ t: "link", href: URL.canParse(href) ? new URL(href).href : href });
}
