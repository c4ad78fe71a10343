// While the page is printed, outputs stand unfolded.
import { signal } from "@preact/signals";
import { options } from "preact";

/** Lines of one output that go to paper: some dozens of sheets. */
export const PRINTED_ROWS_MAX = 2_000;

export const printing = signal(false);

/** The browser lays out what is there when the event ends, so what changes is drawn at once. */
function drawn(isPrinting: boolean): void {
  const before = options.debounceRendering;
  options.debounceRendering = (draw) => draw();
  try {
    printing.value = isPrinting;
  } finally {
    options.debounceRendering = before;
  }
}

if (typeof window !== "undefined") {
  window.addEventListener("beforeprint", () => drawn(true));
  window.addEventListener("afterprint", () => drawn(false));
}
