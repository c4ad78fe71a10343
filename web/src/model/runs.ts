// What a cell shows of its run: pure steps from one told thing to the next.
import { joined } from "../output/text";
import {
  STREAM_MIME,
  type Output,
  type OutputsTold,
  type Run,
  type RunHead,
  type RunState,
  type Tail,
} from "../protocol";

export interface ShownRun extends Run {
  /** Outputs are of the run before: shown greyed until this one has some, or ends. */
  former: boolean;
  /** performance.now() at its start, while it executes. */
  startedAt?: number;
}

const ENDED: ReadonlySet<RunState> = new Set(["ok", "error", "cancelled", "lost", "refused"]);
export const hasEnded = (state: RunState) => ENDED.has(state);
export const isActive = (run: RunHead | null) => run !== null && !hasEnded(run.state);

/** Of a run elsewhere the node does not know how long it runs: reckoned from when that was first told. */
const startOf = (head: RunHead, now: number, known?: number) => {
  if (head.state !== "executing") return {};
  return { startedAt: head.startedAgoMs === undefined ? (known ?? now) : now - head.startedAgoMs };
};

export const shown = (run: Run, now: number): ShownRun => ({ ...run, former: false, ...startOf(run, now) });

/** A run was told without its outputs: a new one, or a step of the one that is shown. */
export function headTold(before: ShownRun | null, head: RunHead, now: number): ShownRun {
  if (before?.exec === head.exec) {
    const former = before.former && !hasEnded(head.state);
    const outputs = before.former && !former ? [] : before.outputs;
    return { ...head, outputs, former, ...startOf(head, now, before.startedAt) };
  }
  const outputs = before?.outputs ?? [];
  const former = outputs.length > 0 && !hasEnded(head.state);
  return { ...head, outputs: former ? outputs : [], former, ...startOf(head, now) };
}

export function outputsTold(before: ShownRun | null, told: OutputsTold): ShownRun | null {
  const { exec, length, put, tail } = told;
  if (before === null || before.exec !== exec) return before;
  if (before.former && length === 0) return before;
  const outputs = before.former ? [] : before.outputs.slice(0, length);
  for (const [index, output] of Object.entries(put)) outputs[Number(index)] = output;
  for (const [index, end] of Object.entries(tail)) {
    const output = outputs[Number(index)];
    if (output) outputs[Number(index)] = goingOn(output, end);
  }
  return { ...before, outputs: outputs.slice(0, length), former: false };
}

function goingOn(stream: Output, { keep, text }: Tail): Output {
  const datum = stream.data?.[STREAM_MIME];
  const before = datum && "text" in datum ? joined(datum.text) : "";
  return { ...stream, data: { [STREAM_MIME]: { text: before.slice(0, keep) + text } } };
}
