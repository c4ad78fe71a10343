// Says where this tab's caret is: at most 20 times a second, and the last place always.
import type { CellId, Said } from "../protocol";

export interface Place {
  cell: CellId;
  anchor: number;
  head: number;
}

const BETWEEN_MS = 50;
// Text that others changed moves the caret as well, and each page moves it by itself: only who comes later needs to hear.
const SETTLED_MS = 1_000;

export class Presence {
  #where: () => Place | null = () => null;
  #said = JSON.stringify(nowhere());
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #ended = false;

  constructor(private readonly say: (said: Said) => void) {}

  /** From now on `where` knows the place; null is nowhere. */
  follow(where: () => Place | null): void {
    this.#where = where;
  }

  /** The place may be another one. */
  moved(byOthers = false): void {
    if (this.#ended) return;
    const now = performance.now();
    const due = Math.max(now + (byOthers ? SETTLED_MS : 0), this.#last + BETWEEN_MS);
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#tell(), due - now);
  }

  /** The node heard nothing yet: a new connection. */
  again(): void {
    this.#said = JSON.stringify(nowhere());
    this.moved();
  }

  /** Nobody looks at this tab: said at once. */
  hide(): void {
    this.#clear();
    this.#put(nowhere());
  }

  end(): void {
    this.hide();
    this.#ended = true;
  }

  #tell(): void {
    this.#clear();
    const place = this.#where();
    this.#put(place === null ? nowhere() : { t: "presence", ...place });
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  #put(said: Said): void {
    const text = JSON.stringify(said);
    if (text === this.#said || this.#ended) return;
    this.#said = text;
    this.#last = performance.now();
    this.say(said);
  }
}

const nowhere = (): Said => ({ t: "presence", cell: null, anchor: 0, head: 0 });
