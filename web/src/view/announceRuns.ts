// Says politely how runs ended: only those that were seen to run here.
import { effect } from "@preact/signals";
import type { RunState } from "../protocol";
import { notices } from "../model/notices";
import { isActive } from "../model/runs";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";

function sentence(number: number, state: RunState): string | null {
  if (state === "ok") return S.runs.finished(number);
  return state === "error" || state === "lost" ? S.runs.failed(number) : null;
}

export function announceRuns({ notebook }: Workbench): () => void {
  const active = new Set<string>();
  const asked = new Set<string>();
  return effect(() => {
    notebook.order.value.forEach((id, index) => {
      const run = notebook.cell(id)?.run.value;
      if (!run) return;
      if (run.input && !asked.has(run.exec) && !notebook.people.isOtherPerson(run.requestedBy))
        notices.say(S.runs.asks(index + 1));
      if (run.input) asked.add(run.exec);
      else asked.delete(run.exec);
      if (isActive(run)) active.add(run.exec);
      else if (active.delete(run.exec)) {
        const said = sentence(index + 1, run.state);
        if (said) notices.say(said);
      }
    });
  });
}
