// Scrolls with somebody's caret until whoever looks on does something of their own.
import { effect } from "@preact/signals";
import { notices } from "../../model/notices";
import type { Workbench } from "../../model/Workbench";
import { S } from "../../strings";

// A cell far off gets its editor when it is in view: then its caret can be brought into view as well.
const MOUNTED_AFTER_MS = 150;

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "Tab"]);

/** Keys on the controls of the bars are for these: only Escape ends it there. */
const isOnBar = (target: EventTarget | null) =>
  target instanceof Element && target.closest(".bar, .strip, [popover]") !== null;

export function follow(bench: Workbench): () => void {
  const { notebook, following } = bench;
  let late: ReturnType<typeof setTimeout> | undefined;
  const reveal = () => {
    const device = following.peek();
    const caret = device === null ? undefined : notebook.carets.latest(device, notebook.client);
    const cell = caret && notebook.cell(caret.cell);
    if (!caret || !cell) return;
    const wasMounted = cell.editor !== null;
    bench.reveal(cell, caret.head);
    clearTimeout(late);
    if (!wasMounted && cell.showsSource) late = setTimeout(reveal, MOUNTED_AFTER_MS);
  };
  const stops = [
    effect(() => void (following.value && notebook.carets.all.value && reveal())),
    effect(() => leftBehind(bench)),
  ];
  const end = () => (following.value = null);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" || (!MODIFIERS.has(event.key) && !isOnBar(event.target))) end();
  };
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal };
  addEventListener("wheel", end, options);
  addEventListener("touchmove", end, options);
  addEventListener("pointerdown", (event) => !isOnBar(event.target) && end(), options);
  addEventListener("keydown", pressed, options);
  return () => {
    clearTimeout(late);
    stops.forEach((stop) => stop());
    ended.abort();
  };
}

function leftBehind({ following, notebook: { people } }: Workbench): void {
  const device = following.value;
  if (device === null || people.told.value === null) return;
  const person = people.all.value.find((one) => one.device === device);
  if (person?.here) return;
  following.value = null;
  if (person) notices.tell("info", S.people.left(person.name));
}
