import type { CellModel } from "../../model/CellModel";
import type { Workbench } from "../../model/Workbench";
import { S } from "../../strings";
import { Avatar } from "./Avatar";

/** At the edge of a cell: who is in it, and who changed it while nobody looked. */
export function CellMarks({ bench, cell }: { bench: Workbench; cell: CellModel }) {
  const carets = cell.carets.value;
  const changedBy = bench.notebook.away.byCell.value.get(cell.id);
  const persons = [...new Map(carets.map((caret) => [caret.device, caret])).values()];
  const here = S.people.isHere(persons.map(({ name }) => name));
  return (
    <>
      {persons.length > 0 && (
        <div class="cell-people" role="img" aria-label={here} title={here} data-testid="cell-people">
          {persons.map((person) => (
            <Avatar key={person.device} {...person} />
          ))}
        </div>
      )}
      {changedBy && (
        <span class="cell-changed" data-testid="cell-changed">
          {S.away.mark(changedBy)}
        </span>
      )}
    </>
  );
}
