// JupyterLab's keys, as data. "Accel" is Cmd on a Mac and Ctrl elsewhere; two presses stand one after the other.
import type { CommandId } from "./commands";

export type Mode = "command" | "edit";

export interface Binding {
  keys: string;
  command: CommandId;
  /** Without it: in both modes. */
  mode?: Mode;
}

const command = (keys: string, id: CommandId): Binding => ({ keys, command: id, mode: "command" });
const edit = (keys: string, id: CommandId): Binding => ({ keys, command: id, mode: "edit" });
const both = (keys: string, id: CommandId): Binding => ({ keys, command: id });

export const KEYMAP: readonly Binding[] = [
  both("Shift+Enter", "run-advance"),
  both("Ctrl+Enter", "run"),
  both("Accel+Enter", "run"),
  both("Alt+Enter", "run-insert"),
  both("Accel+S", "save"),
  both("Accel+Shift+C", "palette"),
  both("Ctrl+Shift+ArrowUp", "move-up"),
  both("Ctrl+Shift+ArrowDown", "move-down"),
  command("Enter", "edit"),
  edit("Escape", "command-mode"),
  edit("Ctrl+M", "command-mode"),
  edit("Ctrl+Shift+-", "split"),
  command("ArrowUp", "select-above"),
  command("K", "select-above"),
  command("ArrowDown", "select-below"),
  command("J", "select-below"),
  command("Shift+ArrowUp", "extend-above"),
  command("Shift+K", "extend-above"),
  command("Shift+ArrowDown", "extend-below"),
  command("Shift+J", "extend-below"),
  command("Shift+Home", "extend-top"),
  command("Shift+End", "extend-bottom"),
  command("Accel+A", "select-all"),
  command("A", "insert-above"),
  command("B", "insert-below"),
  command("X", "cut"),
  command("C", "copy"),
  command("V", "paste-below"),
  command("Shift+V", "paste-above"),
  command("D D", "delete"),
  command("Z", "undo"),
  command("Shift+Z", "redo"),
  command("Y", "to-code"),
  command("M", "to-markdown"),
  command("R", "to-raw"),
  command("1", "heading-1"),
  command("2", "heading-2"),
  command("3", "heading-3"),
  command("4", "heading-4"),
  command("5", "heading-5"),
  command("6", "heading-6"),
  command("Shift+M", "merge"),
  command("Ctrl+Backspace", "merge-above"),
  command("Ctrl+Shift+M", "merge-below"),
  command("Shift+L", "line-numbers"),
  command("Shift+I", "variables"),
  command("I I", "interrupt"),
  command("0 0", "restart"),
  command("?", "keys"),
];

export const bindingsOf = (id: CommandId): string[] =>
  KEYMAP.filter((binding) => binding.command === id).map((binding) => binding.keys);
