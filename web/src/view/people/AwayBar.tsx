import { ChevronDown, ChevronUp, History } from "lucide";
import { useEffect } from "preact/hooks";
import type { Workbench } from "../../model/Workbench";
import { notices } from "../../model/notices";
import { S } from "../../strings";
import { Icon } from "../Icon";

/** What others changed meanwhile, and the way through it. */
export function AwayBar({ bench }: { bench: Workbench }) {
  const { away } = bench.notebook;
  const cells = away.cells.value;
  const at = away.at.value;
  const words = at === null ? S.away.changed(away.names.value, cells.length) : whereOf(bench, at);
  useEffect(() => notices.say(S.away.changed(away.names.value, away.cells.value.length)), [away]);
  const step = (by: -1 | 1) => {
    const cell = away.step(by);
    if (cell === null) return;
    bench.following.value = null;
    bench.look(cell);
    notices.say(whereOf(bench, cell));
  };
  return (
    <section class="strip away-bar" aria-label={S.away.label} data-testid="away">
      <Icon of={History} />
      <p>{words}</p>
      {at !== null && (
        <>
          <StripButton label={S.away.previous} icon={ChevronUp} act={() => step(-1)} />
          <StripButton label={S.away.next} icon={ChevronDown} act={() => step(1)} />
        </>
      )}
      {at === null && cells.length > 0 && (
        <button type="button" class="button small primary" onClick={() => step(1)}>
          {S.away.review}
        </button>
      )}
      <button type="button" class="button small" onClick={() => away.dismiss()}>
        {at === null ? S.away.dismiss : S.away.done}
      </button>
    </section>
  );
}

function whereOf({ notebook: { away } }: Workbench, cell: string): string {
  const cells = away.cells.value;
  return S.away.at(cells.indexOf(cell) + 1, cells.length, away.byCell.value.get(cell) ?? []);
}

function StripButton({ label, icon, act }: { label: string; icon: typeof ChevronUp; act: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={act}>
      <Icon of={icon} />
    </button>
  );
}
