// The notebook's keys. They come before the editor's: in capture, on the whole page.
import { effect } from "@preact/signals";
import { execute } from "../keys/commands";
import type { Mode } from "../keys/keymap";
import { KeyMachine, type Press } from "../keys/press";
import type { Workbench } from "../model/Workbench";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const onMac = isMac;

/** Where the keys of the notebook apply: in a cell's editor, or on no field at all. */
function modeAt(target: EventTarget | null): Mode | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.closest("dialog, [popover], .requests, .variables")) return null;
  if (target.closest(".cm-editor")) return "edit";
  if (target.closest("input, textarea, select, summary, iframe, [contenteditable=true]")) return null;
  return "command";
}

/** Enter and arrows on a control are the control's own, as those that scroll a region are. */
const isControl = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest("button, a, [role=button], [role=menuitem], [role=region][tabindex]") !== null;
const CONTROL_KEYS = new Set(["Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);
const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;

/** An open list or tooltip takes Escape first. */
const takesEscape = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest(".cm-editor")?.querySelector(".cm-tooltip-autocomplete, .inspection, .cm-search") != null;

function isText(selection: Selection | null): boolean {
  return selection !== null && !selection.isCollapsed && selection.toString() !== "";
}

const pressOf = ({ key, code, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): Press => ({
  key,
  code,
  ctrl: ctrlKey,
  shift: shiftKey,
  alt: altKey,
  meta: metaKey,
});

const EDITING = new Set("Enter Escape Tab Backspace Delete Home End PageUp PageDown".split(" "));

/** A key that an editor does something with; the browser's own, such as those with Ctrl, go to the browser. */
function isTyping(event: KeyboardEvent, edits: boolean): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return textOf(event) !== "" || (edits && (EDITING.has(event.key) || event.key.startsWith("Arrow")));
}

/** What a key types. */
function textOf({ key, ctrlKey, metaKey }: KeyboardEvent): string {
  if (ctrlKey || metaKey) return "";
  return key === "Enter" ? "\n" : [...key].length === 1 ? key : "";
}

/** The browser closes a dialog a moment before its page hears of it: the next key is the notebook's already. */
const isDialogOpen = (bench: Workbench) =>
  bench.dialog.peek() !== null && document.querySelector("dialog[open]") !== null;

/** Neither typed into a dialog, nor something that a control does itself, unless the focus is about to leave it. */
function isOurs(event: KeyboardEvent, bench: Workbench, isLeaving: boolean): boolean {
  if (event.isComposing || event.defaultPrevented || isDialogOpen(bench)) return false;
  if (!isLeaving && isControl(event.target) && isPlain(event) && CONTROL_KEYS.has(event.key)) return false;
  return event.key !== "Escape" || !takesEscape(event.target);
}

export function followKeys(bench: Workbench): () => void {
  const machine = new KeyMachine(isMac);
  // Pressed while the cells they are meant for are on their way from the node; nothing is done with them if they do not come.
  let early: KeyboardEvent[] = [];
  let failures = 0;
  let isElsewhere = false;
  const isWaiting = () => bench.wanted.value !== null || bench.changing.value > 0;
  const isForCells = (event: KeyboardEvent, mode: Mode) =>
    machine.knows(pressOf(event), mode) || isTyping(event, mode === "edit" || early.length > 0);
  const hold = (event: KeyboardEvent, mode: Mode) => {
    stop(event);
    // A key that is held down would go on long after it is let go.
    if (event.repeat && mode === "command") return;
    if (early.length === 0) failures = bench.history.failures;
    early.push(event);
  };
  /** True if it is a command, or half of one. */
  const isCommand = (event: KeyboardEvent, mode: Mode): boolean => {
    const pressed = machine.press(pressOf(event), mode, event.timeStamp);
    if (pressed.k === "command") execute(pressed.id, bench);
    return pressed.k !== "nothing";
  };
  const down = (event: KeyboardEvent) => {
    const isHolding = isWaiting() && !isElsewhere;
    const mode = isOurs(event, bench, isHolding) ? modeAt(event.target) : null;
    if (mode !== null && isHolding) return isForCells(event, mode) ? hold(event, mode) : undefined;
    bench.acted();
    if (mode === null) return;
    if (isCommand(event, mode)) stop(event);
    else leaveEditor(bench, event, mode);
  };
  const catchUp = () => {
    if (bench.history.failures !== failures) early = [];
    while (early.length > 0 && !isWaiting() && bench.dialog.peek() === null) {
      const event = early.shift()!;
      const mode = bench.mode.peek();
      bench.acted();
      if (!isCommand(event, mode) && mode === "edit") typeAgain(bench, event);
    }
    if (bench.dialog.peek() !== null) early = [];
  };
  const end = effect(() => {
    if (isWaiting()) return;
    isElsewhere = false;
    queueMicrotask(catchUp);
  });
  // What is pressed from then on is for what was clicked.
  const clicked = () => {
    bench.acted();
    isElsewhere = isWaiting();
    if (isElsewhere) early = [];
    bench.wanted.value = null;
  };
  // What is selected in an output is copied by Ctrl+C as everywhere: only the bare C is ours.
  addEventListener("keydown", down, { capture: true });
  addEventListener("pointerdown", clicked, { capture: true });
  return () => {
    removeEventListener("keydown", down, { capture: true });
    removeEventListener("pointerdown", clicked, { capture: true });
    end();
  };
}

/** Text is typed, and every other key pressed once more, where the focus is now. */
function typeAgain(bench: Workbench, event: KeyboardEvent): void {
  const text = textOf(event);
  if (text !== "") bench.active?.editor?.type(text);
  else document.activeElement?.dispatchEvent(new KeyboardEvent(event.type, event));
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Arrows at the first and last line go on to the next cell, as in JupyterLab. */
function leaveEditor(bench: Workbench, event: KeyboardEvent, mode: Mode): void {
  if (mode !== "edit" || !isPlain(event) || isText(getSelection())) return;
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  const { active } = bench;
  if (by === 0 || !active?.editor?.isAtEdge(by)) return;
  const order = bench.notebook.order.value;
  const next = order[order.indexOf(active.id) + by];
  if (next === undefined) return;
  stop(event);
  const cell = bench.notebook.cell(next);
  bench.show(next, cell?.showsSource ?? false);
}
