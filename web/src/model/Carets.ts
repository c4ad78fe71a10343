// Where the others are. Places are those of the confirmed texts, as the node counts, and move with every change that is told.
import type { ChangeSet } from "@codemirror/state";
import { type Signal, signal } from "@preact/signals";
import type { CellId, Cursor, DeviceId } from "../protocol";

export interface Caret extends Cursor {
  /** When it last moved by itself, by performance.now(). */
  movedAt: number;
}

// A caret may come before the text that was typed at it: for so long an insertion that ends exactly there is taken for that.
const AHEAD_MOST_MS = 1_000;

export const NO_CARETS: readonly Caret[] = [];

export class Carets {
  readonly all: Signal<readonly Caret[]> = signal(NO_CARETS);
  /** As the node told it last: a list tells all carets again when one of them moved. */
  readonly #told = new Map<string, Cursor>();

  /** `show` is told the carets of each cell in which they changed. */
  constructor(private readonly show: (cell: CellId, carets: readonly Caret[]) => void) {}

  told(cursors: Cursor[], now: number): void {
    const before = new Map(this.all.peek().map((caret) => [caret.client, caret]));
    const carets = cursors.map((cursor) => {
      const known = before.get(cursor.client);
      return known && isSame(this.#told.get(cursor.client), cursor) ? known : { ...cursor, movedAt: now };
    });
    this.#told.clear();
    for (const cursor of cursors) this.#told.set(cursor.client, cursor);
    this.#set(carets);
  }

  /** The confirmed text of a cell changed: carets go along. */
  edited(cell: CellId, changes: ChangeSet, now: number, own: boolean): void {
    if (!this.all.peek().some((caret) => caret.cell === cell)) return;
    const assoc = own ? -1 : 1;
    this.#set(
      this.all.peek().map((caret) => {
        if (caret.cell !== cell || (!own && isAhead(caret, changes, now))) return caret;
        const [anchor, head] = [caret.anchor, caret.head].map((at) => moved(changes, at, assoc)) as [number, number];
        return { ...caret, anchor, head };
      }),
    );
  }

  /** Where this device was last active. */
  latest(device: DeviceId, client?: string): Caret | undefined {
    const own = this.all.value.filter((caret) => caret.device === device && caret.client !== client);
    return own.toSorted((a, b) => b.movedAt - a.movedAt)[0];
  }

  #set(carets: readonly Caret[]): void {
    const touched = new Set([...this.all.peek(), ...carets].map((caret) => caret.cell));
    const before = this.all.peek();
    this.all.value = carets;
    for (const cell of touched) {
      const now = carets.filter((caret) => caret.cell === cell);
      const then = before.filter((caret) => caret.cell === cell);
      if (now.length !== then.length || now.some((caret, index) => caret !== then[index])) this.show(cell, now);
    }
  }
}

const moved = (changes: ChangeSet, at: number, assoc: -1 | 1) =>
  changes.mapPos(Math.max(0, Math.min(at, changes.length)), assoc);

function isSame(a: Cursor | undefined, b: Cursor): boolean {
  if (!a || a.cell !== b.cell || a.anchor !== b.anchor || a.head !== b.head) return false;
  return a.name === b.name && a.colour === b.colour && a.device === b.device;
}

function isAhead(caret: Caret, changes: ChangeSet, now: number): boolean {
  if (now - caret.movedAt > AHEAD_MOST_MS) return false;
  let ahead = false;
  changes.iterChangedRanges((_fromA, _toA, _fromB, toB) => (ahead ||= toB === caret.head));
  return ahead;
}
