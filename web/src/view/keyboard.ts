// The notebook's keys. They come before the editor's: in capture, on the whole page.
import { execute } from "../keys/commands";
import type { Mode } from "../keys/keymap";
import { KeyMachine } from "../keys/press";
import type { Workbench } from "../model/Workbench";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const onMac = isMac;

/** Where the keys of the notebook apply: in a cell's editor, or on no field at all. */
function modeAt(target: EventTarget | null): Mode | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.closest("dialog, [popover]")) return null;
  if (target.closest(".cm-editor")) return "edit";
  if (target.closest("input, textarea, select, summary, iframe, [contenteditable=true]")) return null;
  return "command";
}

/** Enter and arrows on a control are the control's own. */
const isControl = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("button, a, [role=button], [role=menuitem]") !== null;
const CONTROL_KEYS = new Set(["Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);
const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;

/** An open list or tooltip takes Escape first. */
const takesEscape = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest(".cm-editor")?.querySelector(".cm-tooltip-autocomplete, .inspection, .cm-search") != null;

function isText(selection: Selection | null): boolean {
  return selection !== null && !selection.isCollapsed && selection.toString() !== "";
}

export function followKeys(bench: Workbench): () => void {
  const machine = new KeyMachine(isMac);
  const down = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const mode = modeAt(event.target);
    if (mode === null || bench.dialog.value !== null) return;
    if (isControl(event.target) && isPlain(event) && CONTROL_KEYS.has(event.key)) return;
    if (event.key === "Escape" && takesEscape(event.target)) return;
    const { key, code, ctrlKey, shiftKey, altKey, metaKey } = event;
    const press = { key, code, ctrl: ctrlKey, shift: shiftKey, alt: altKey, meta: metaKey };
    const pressed = machine.press(press, mode, event.timeStamp);
    if (pressed.k === "nothing") return leaveEditor(bench, event, mode);
    event.preventDefault();
    event.stopPropagation();
    if (pressed.k === "command") execute(pressed.id, bench);
  };
  // What is selected in an output is copied by Ctrl+C as everywhere: only the bare C is ours.
  addEventListener("keydown", down, { capture: true });
  return () => removeEventListener("keydown", down, { capture: true });
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
  event.preventDefault();
  event.stopPropagation();
  const cell = bench.notebook.cell(next);
  bench.show(next, cell?.showsSource ?? false);
}
