// Dragging cells by their handle. The keys for it are Ctrl+Shift+Up and Down.
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { signal } from "@preact/signals";
import * as cells from "../model/cellActions";
import type { Workbench } from "../model/Workbench";
import type { CellId } from "../protocol";

/** Where it would be dropped: behind this cell (null: at the top). */
export const dropAfter = signal<CellId | null | undefined>(undefined);

const isLower = (element: Element, clientY: number) => {
  const { top, height } = element.getBoundingClientRect();
  return clientY > top + height / 2;
};

export function dropsOn(element: HTMLElement, cell: CellId, above: () => CellId | null): () => void {
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => source.data.cell !== undefined,
    getData: ({ input }) => ({ after: isLower(element, input.clientY) ? cell : above() }),
  });
}

export function dragsCell(element: HTMLElement, handle: HTMLElement, cell: CellId): () => void {
  return draggable({ element, dragHandle: handle, getInitialData: () => ({ cell }) });
}

export function followDrags(bench: Workbench): () => void {
  const targetOf = (targets: { data: Record<string | symbol, unknown> }[]) =>
    targets[0]?.data.after as CellId | null | undefined;
  return combine(
    monitorForElements({
      onDrag: ({ location }) => (dropAfter.value = targetOf(location.current.dropTargets)),
      onDrop: ({ location, source }) => {
        const after = targetOf(location.current.dropTargets);
        dropAfter.value = undefined;
        if (after !== undefined) void drop(bench, source.data.cell as CellId, after);
      },
    }),
  );
}

async function drop(bench: Workbench, cell: CellId, after: CellId | null): Promise<void> {
  const moving = bench.selected.includes(cell) ? bench.selected : [cell];
  if (after !== null && moving.includes(after)) return;
  await cells.moveTo(bench, moving, after);
}
