import { ChevronDown, ChevronRight } from "lucide";
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { whyNot } from "../../model/answers";
import type { Workbench } from "../../model/Workbench";
import { Outputs } from "../../output/Outputs";
import type { Attempt, DeviceId, ExecId, RunState } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";

interface Props {
  bench: Workbench;
  exec: ExecId;
  devices: readonly DeviceId[];
}

/** Those that ran the same request while apart; what came of it there can be looked at. */
export function AlsoRan({ bench, exec, devices }: Props) {
  const open = useSignal(false);
  const id = useId();
  const { people } = bench.notebook;
  const names = devices.map((device) => people.nameOf(device) || S.runs.places.unknown);
  return (
    <div class="also-ran" data-testid="also-ran">
      <button
        type="button"
        class="also-button"
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        onClick={() => (open.value = !open.value)}
      >
        <Icon of={open.value ? ChevronDown : ChevronRight} size={14} /> {S.runs.places.alsoRan(names)}
      </button>
      {open.value && (
        <div id={id}>
          <Attempts bench={bench} exec={exec} devices={devices} />
        </div>
      )}
    </div>
  );
}

type Answered = { runs: readonly Attempt[] } | { why: string } | null;

function Attempts({ bench, exec, devices }: Props) {
  const answered = useSignal<Answered>(null);
  useEffect(() => {
    void bench.notebook.also(exec).then((answer) => {
      const why = whyNot(answer);
      if (why !== null) answered.value = { why };
      else if (answer.t === "ok") answered.value = { runs: answer.runs as Attempt[] };
    });
  }, [bench, exec, devices.join()]);
  if (answered.value === null) return null;
  if ("why" in answered.value) return <p role="alert">{answered.value.why}</p>;
  return (
    <>
      {answered.value.runs.map((run) => (
        <AttemptView key={run.device} bench={bench} exec={exec} run={run} />
      ))}
    </>
  );
}

/** Another's, and not the cell's own: it says so, and looks so. */
function AttemptView({ bench: { notebook, blobs }, exec, run: attempt }: Omit<Props, "devices"> & { run: Attempt }) {
  const { device } = attempt;
  const name = notebook.people.nameOf(device);
  const words = S.runs.places.attempt(name || S.runs.places.unknown, wordsOf(attempt));
  const withheld = !notebook.people.trustsOutputsOf(device);
  const run = { ...attempt, exec: `${exec} ${device}`, fromFile: false, edited: false, withheld };
  return (
    <section class="attempt" aria-label={words}>
      <p class="attempt-words">{words}</p>
      {attempt.outputs.length === 0 ? (
        <p class="quiet">{S.runs.noOutput}</p>
      ) : (
        <div class="cell-outputs">
          <Outputs run={run} blobs={blobs} host={{ name, trust: () => void notebook.trustOutputs(device) }} />
        </div>
      )}
    </section>
  );
}

const STATES: Record<RunState, string> = {
  pending: S.runs.waits,
  assigned: S.runs.starting,
  executing: S.runs.runsNow,
  ok: S.runs.done(),
  error: S.runs.error,
  cancelled: S.runs.cancelled,
  lost: S.runs.lost,
  refused: S.runs.refused,
};

function wordsOf({ state, count, tookMs }: Attempt): string[] {
  const place = count === undefined ? [] : [S.runs.done(count)];
  return [...place, STATES[state], ...(tookMs === undefined ? [] : [S.seconds(tookMs)])];
}
