// Everything a person can do in a notebook: the one list behind keys, palette, menus and buttons.
import { S } from "../strings";
import * as cells from "../model/cellActions";
import * as runs from "../model/runActions";
import type { Workbench } from "../model/Workbench";
import { notices } from "../model/notices";
import { download } from "../model/exporting";

const select = (by: number) => (bench: Workbench) => bench.step(by);
const extend = (by: number) => (bench: Workbench) => bench.extend(by);
const heading = (level: number) => (bench: Workbench) => cells.toHeading(bench, level);
const open = (dialog: NonNullable<Workbench["dialog"]["value"]>) => (bench: Workbench) => {
  bench.dialog.value = dialog;
};

const COMMANDS = {
  run: (bench: Workbench) => runs.runSelected(bench),
  "run-advance": (bench: Workbench) => runs.runAndAdvance(bench),
  "run-insert": (bench: Workbench) => runs.runAndInsert(bench),
  "run-all": (bench: Workbench) => runs.runAll(bench),
  "run-above": (bench: Workbench) => runs.runAbove(bench),
  "run-below": (bench: Workbench) => runs.runBelow(bench),
  interrupt: (bench: Workbench) => runs.interrupt(bench),
  restart: open("restart"),
  "restart-run-all": open("restartRunAll"),
  clear: (bench: Workbench) => runs.clearSelected(bench),
  "clear-all": (bench: Workbench) => runs.clearAll(bench),
  edit: (bench: Workbench) => bench.edit(),
  "command-mode": (bench: Workbench) => bench.commandMode(),
  "insert-above": (bench: Workbench) => cells.insertAbove(bench),
  "insert-below": (bench: Workbench) => cells.insertBelow(bench),
  cut: (bench: Workbench) => cells.cut(bench),
  copy: (bench: Workbench) => cells.copy(bench),
  "paste-below": (bench: Workbench) => cells.pasteBelow(bench),
  "paste-above": (bench: Workbench) => cells.pasteAbove(bench),
  delete: (bench: Workbench) => cells.remove(bench),
  undo: (bench: Workbench) => cells.undo(bench),
  redo: (bench: Workbench) => cells.redo(bench),
  "move-up": (bench: Workbench) => cells.moveBy(bench, -1),
  "move-down": (bench: Workbench) => cells.moveBy(bench, 1),
  split: (bench: Workbench) => cells.split(bench),
  merge: (bench: Workbench) => cells.mergeSelected(bench),
  "merge-above": (bench: Workbench) => cells.mergeAbove(bench),
  "merge-below": (bench: Workbench) => cells.mergeBelow(bench),
  "to-code": (bench: Workbench) => cells.toType(bench, "code"),
  "to-markdown": (bench: Workbench) => cells.toType(bench, "markdown"),
  "to-raw": (bench: Workbench) => cells.toType(bench, "raw"),
  "heading-1": heading(1),
  "heading-2": heading(2),
  "heading-3": heading(3),
  "heading-4": heading(4),
  "heading-5": heading(5),
  "heading-6": heading(6),
  "select-above": select(-1),
  "select-below": select(1),
  "extend-above": extend(-1),
  "extend-below": extend(1),
  "extend-top": extend(-Infinity),
  "extend-bottom": extend(Infinity),
  "select-all": (bench: Workbench) => bench.selectAll(),
  "line-numbers": (bench: Workbench) => bench.toggleLineNumbers(),
  bin: open("bin"),
  keys: open("keys"),
  palette: open("palette"),
  share: open("share"),
  variables: ({ notebook: { variables } }: Workbench) => {
    variables.shown.value = !variables.shown.value;
  },
  save: (bench: Workbench) => bench.saySaved(),
  export: (bench: Workbench) => void download(bench),
} satisfies Record<string, (bench: Workbench) => unknown>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];

export const titleOf = (id: CommandId): string => S.commands[id];

/** What changes cells; the keys after it are for the cells as they are then. */
const CHANGES: readonly CommandId[] = [
  "insert-above",
  "insert-below",
  "cut",
  "paste-below",
  "paste-above",
  "delete",
  "undo",
  "redo",
  "move-up",
  "move-down",
  "split",
  "merge",
  "merge-above",
  "merge-below",
  "to-code",
  "to-markdown",
  "to-raw",
  "heading-1",
  "heading-2",
  "heading-3",
  "heading-4",
  "heading-5",
  "heading-6",
];
/** What only those may do who may edit. Runs are looked at where they are asked for: text cells are shown by the same commands. */
const EDITS: readonly CommandId[] = [...CHANGES, "run-insert", "clear", "clear-all"];
const RUNS: readonly CommandId[] = ["run-all", "run-above", "run-below", "restart", "restart-run-all"];

/** Why this computer may not do that here, as a sentence. */
export function obstacleTo(id: CommandId, { notebook: { people } }: Workbench): string | null {
  if (EDITS.includes(id)) return people.obstacle("edit");
  return RUNS.includes(id) ? people.obstacle("run") : null;
}

export function execute(id: CommandId, bench: Workbench): void {
  const obstacle = obstacleTo(id, bench);
  if (obstacle !== null) return notices.tell("info", obstacle);
  const doing = Promise.resolve(COMMANDS[id](bench));
  if (CHANGES.includes(id)) void bench.whileChanging(doing);
}
