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

const output = document.getElementById("output")!;
const notes = new Notes(document.getElementById("notes")!);
const page = window.parent;
const say = (word: FrameWord) => page.postMessage(word, "*");
let shown = 0;

closeDoors();
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

function draw({ kind, mime, text, active, look }: Show): void | Promise<void> {
  switch (kind) {
    case "html":
      return showHtml(output, text, active);
    case "script":
      return active ? runScript(output, text) : undefined;
    case "vega":
      return showVega(output, text, mime, look.dark);
    case "plotly":
      return showPlotly(output, text, look.dark);
  }
}

function isBlank(): boolean {
  if (output.querySelector("img, svg, canvas, video, audio, input, button, hr, object")) return false;
  return output.innerText.trim() === "";
}

function measure(): void {
  const bottom = document.body.getBoundingClientRect().bottom + window.scrollY;
  say({ t: "height", px: Math.max(bottom, 8) });
}

/** Addresses are opened by the page, if its reader wants; places inside the output by the frame itself. */
function askToOpen(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target.closest("a[href], area[href]") : null;
  const href = target?.getAttribute("href") ?? "#";
  if (!target || href.startsWith("#")) return;
  event.preventDefault();
  say({ t: "link", href: URL.canParse(href) ? new URL(href).href : href });
}
