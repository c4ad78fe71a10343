// The part of dragging that needs the library.
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import * as cells from "../model/cellActions";
import type { Workbench } from "../model/Workbench";
import type { CellId } from "../protocol";
import { dropAfter } from "./drag";

type After = CellId | null | undefined;

/** The place nearest to a height on the screen: above a cell's middle is behind the one before it. */
function placeAt(bench: Workbench, list: HTMLElement, clientY: number): After {
  const { left, width } = list.getBoundingClientRect();
  const under = document.elementFromPoint(left + width / 2, clientY);
  const cell = under?.closest<HTMLElement>("[data-cell]");
  if (!cell) {
    const after = under?.closest<HTMLElement>("[data-after]")?.dataset.after;
    return after === undefined ? undefined : after || null;
  }
  const { top, height } = cell.getBoundingClientRect();
  const id = cell.dataset.cell!;
  const order = bench.notebook.order.value;
  return clientY > top + height / 2 ? id : (order[order.indexOf(id) - 1] ?? null);
}

export function makeDraggable(bench: Workbench, handle: HTMLElement, cell: CellId): () => void {
  const list = handle.closest<HTMLElement>("main")!;
  let ignoreDrops = () => {};
  return draggable({
    element: handle,
    // At once: onDragStart comes with the next frame, and a quick drop may be before it.
    onGenerateDragPreview: () => {
      ignoreDrops = dropTargetForElements({ element: list });
    },
    onDrag: ({ location }) => {
      dropAfter.value = placeAt(bench, list, location.current.input.clientY);
    },
    onDrop: ({ location }) => {
      ignoreDrops();
      // Of a quick move onDrag may have told nothing yet.
      const { dropTargets, input } = location.current;
      const after = dropTargets.length > 0 ? placeAt(bench, list, input.clientY) : undefined;
      dropAfter.value = undefined;
      if (after !== undefined) void drop(bench, cell, after);
    },
  });
}

async function drop(bench: Workbench, cell: CellId, after: CellId | null): Promise<void> {
  const moving = bench.selected.includes(cell) ? bench.selected : [cell];
  if (after !== null && moving.includes(after)) return;
  await cells.moveTo(bench, moving, after);
}
