import { RotateCcw } from "lucide";
import * as cells from "../model/cellActions";
import type { Workbench } from "../model/Workbench";
import type { BinCell } from "../protocol";
import { S } from "../strings";
import { blockedBy } from "./blocked";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";

// Enough to know a cell by.
const PREVIEW_LINES = 4;

const preview = (cell: BinCell) => cell.source.split("\n").slice(0, PREVIEW_LINES).join("\n").trim();

export function BinDialog({ bench }: { bench: Workbench }) {
  const bin = bench.notebook.bin.value;
  const blocked = blockedBy(bench.notebook.people.obstacle("edit"));
  return (
    <Dialog bench={bench} title={S.bin.title} kind="wide">
      {bin.length === 0 ? (
        <p class="quiet">{S.bin.empty}</p>
      ) : (
        <ul class="bin-list">
          {bin.map((cell, index) => (
            <li key={cell.id}>
              <pre>{preview(cell) || S.bin.emptyCell}</pre>
              <button
                type="button"
                class="button small"
                {...blocked}
                aria-label={S.bin.restoreOne(index + 1)}
                onClick={() => void cells.restore(bench, [cell.id])}
              >
                <Icon of={RotateCcw} size={14} /> {S.bin.restore}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
