// What is done to runs.
import type { CellId, ExecId, RunHead } from "../protocol";
import { S } from "../strings";
import { insert } from "./cellActions";
import { notices } from "./notices";
import type { Workbench } from "./Workbench";

const codeOf = (bench: Workbench, cells: CellId[]) =>
  cells.filter((id) => bench.notebook.cell(id)?.type.value === "code");

/** Markdown cells show what they mean, code cells run. */
export async function run(bench: Workbench, cells: CellId[]): Promise<void> {
  for (const id of cells) bench.notebook.cell(id)!.unfolded.value = false;
  const code = codeOf(bench, cells).filter((id) => bench.notebook.text(id)!.doc.length > 0);
  if (code.length > 0) await bench.notebook.ask({ t: "run", cells: code, ...bench.notebook.hosts.on });
}

export async function runSelected(bench: Workbench): Promise<void> {
  const running = run(bench, bench.selected);
  bench.commandMode();
  await running;
}

export async function runAndAdvance(bench: Workbench): Promise<void> {
  const { selected } = bench;
  const order = bench.notebook.order.value;
  const last = selected.at(-1);
  const running = run(bench, selected);
  const next = order[order.indexOf(last ?? "") + 1];
  if (next !== undefined) bench.show(next, false);
  else if (bench.notebook.people.obstacle("edit") !== null) bench.commandMode();
  else if (last !== undefined) await insert(bench, last, "code", true);
  await running;
}

export async function runAndInsert(bench: Workbench): Promise<void> {
  const last = bench.selected.at(-1);
  const running = run(bench, bench.selected);
  await insert(bench, last ?? null, "code", true);
  await running;
}

export const runAll = (bench: Workbench) => run(bench, bench.notebook.order.value);

export function runAbove(bench: Workbench): Promise<void> {
  const order = bench.notebook.order.value;
  return run(bench, order.slice(0, Math.max(0, order.indexOf(bench.selection.value.active ?? ""))));
}

export function runBelow(bench: Workbench): Promise<void> {
  const order = bench.notebook.order.value;
  return run(bench, order.slice(Math.max(0, order.indexOf(bench.selection.value.active ?? ""))));
}

/** Takes out what waits and interrupts what runs. */
export async function interrupt(bench: Workbench): Promise<void> {
  const busy = bench.notebook.busy.value.map((id) => bench.notebook.cell(id)!.run.value!);
  const waiting = busy.filter(({ state }) => state !== "executing").map(({ exec }) => exec);
  if (waiting.length > 0) await bench.notebook.ask({ t: "cancel", execs: waiting });
  if (waiting.length > 0 && waiting.length === busy.length) return notices.say(S.runs.cancelled);
  const far = busy.filter(({ state, ranOn }) => state === "executing" && bench.notebook.people.isOther(ranOn));
  for (const run of far) await stop(bench, run);
  const answer = await bench.notebook.ask({ t: "interrupt" });
  if (answer.t === "ok") notices.say(S.runs.interrupted);
}

/** Asks again for a run whose computer can not be reached. */
export async function runElsewhere(bench: Workbench, exec: ExecId): Promise<void> {
  await bench.notebook.ask({ t: "elsewhere", exec });
}

/** Stops the run of one cell, waiting or running. */
export async function stop(bench: Workbench, { exec, state }: RunHead): Promise<void> {
  await bench.notebook.ask(state === "executing" ? { t: "interrupt", exec } : { t: "cancel", execs: [exec] });
}

export async function restart(bench: Workbench, thenRunAll: boolean): Promise<void> {
  const answer = await bench.notebook.ask({ t: "restart", runAll: thenRunAll, ...bench.notebook.hosts.on });
  if (answer.t === "ok") notices.say(S.runs.restarted);
}

export async function clearSelected(bench: Workbench): Promise<void> {
  const cells = codeOf(bench, bench.selected);
  if (cells.length > 0) await bench.notebook.ask({ t: "clear", cells });
}

export async function clearAll(bench: Workbench): Promise<void> {
  await bench.notebook.ask({ t: "clear", cells: [] });
}
