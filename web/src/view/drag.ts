// Dragging cells by their handle; the library for it is loaded when the pointer first gets near one. The keys for the same are
// Ctrl+Shift+Up and Down.
import { signal } from "@preact/signals";
import type { Workbench } from "../model/Workbench";
import type { CellId } from "../protocol";

/** Where it would be dropped: behind this cell; null is the top, undefined nowhere. */
export const dropAfter = signal<CellId | null | undefined>(undefined);

/** Makes the handle drag its cell. */
export function dragsCell(bench: Workbench, handle: HTMLElement, cell: CellId): () => void {
  let stop = () => {};
  const ended = new AbortController();
  const load = async () => {
    const { makeDraggable } = await import("./dragging");
    if (!ended.signal.aborted) stop = makeDraggable(bench, handle, cell);
  };
  // Without its node nothing could be moved either.
  const near = () => void load().catch(() => {});
  handle.addEventListener("pointerenter", near, { once: true, signal: ended.signal });
  return () => {
    ended.abort();
    stop();
  };
}
