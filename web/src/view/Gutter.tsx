import { Play, Square } from "lucide";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CellModel } from "../model/CellModel";
import { run, stop } from "../model/runActions";
import { isActive, type ShownRun } from "../model/runs";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Icon } from "./Icon";
import { runLook } from "./runLook";

// Often enough to look alive, seldom enough to cost nothing.
const TICK_MS = 200;

/** Left of the cell: the button that runs it, and how its run stands, as icon and words. */
export function Gutter({ bench, cell, number }: { bench: Workbench; cell: CellModel; number: number }) {
  const { people } = bench.notebook;
  const look = runLook(cell, people);
  if (!look) return <div class="gutter" />;
  const shown = cell.run.value;
  const active = shown !== null && isActive(shown) && people.isMine(shown);
  const act = () => void (shown && active ? stop(bench, shown) : run(bench, [cell.id]));
  const runsNow = shown?.state === "executing" && !shown.input && !shown.gone;
  const obstacle = active ? null : people.obstacle("run");
  const label = active ? S.notebook.stopCell(number) : S.notebook.runCell(number);
  return (
    <div class="gutter">
      <button
        type="button"
        class="run-button"
        tabIndex={-1}
        aria-label={label}
        aria-disabled={obstacle !== null}
        title={obstacle ?? label}
        onClick={act}
      >
        <Icon of={active ? Square : Play} size={14} />
      </button>
      <div class={`state ${look.tone}`} title={look.title} data-testid="state">
        <span class={runsNow ? "spinning" : undefined}>
          <Icon of={look.icon} size={14} />
        </span>
        <span class="state-text">
          {runsNow && shown.startedAt !== undefined ? <Elapsed run={shown} /> : look.text}
          {look.detail && <span class="state-detail">{look.detail}</span>}
        </span>
      </div>
    </div>
  );
}

function Elapsed({ run: { startedAt } }: { run: ShownRun }) {
  const now = useSignal(performance.now());
  useEffect(() => {
    const timer = setInterval(() => (now.value = performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  const elapsed = Math.max(0, now.value - (startedAt ?? now.value));
  return <>{S.runs.running(`${(elapsed / 1000).toFixed(1)} s`)}</>;
}
