// Sends what changes the notebook, one thing at a time and edits first, so that the node's "last id of this client" says exactly
// what was applied.
import { type Signal, signal } from "@preact/signals";
import type { Answer } from "../link/connection";
import type { Ask, CellId, Pending, Said } from "../protocol";
import type { Journal, Kept } from "./Journal";
import { Keeper, type Texts } from "./Keeper";

// A node that refuses the same text again and again will not take it the next time either.
const REFUSALS_MOST = 3;

const EMPTIED_LOOK_MS = 10;

export interface Sender extends Texts {
  /** The node refuses this tab's edits of a cell, for good. */
  refused(cell: CellId, why: string): void;
}

/** What a Connection does for it. */
export interface Link {
  readonly client: string;
  nextId(): number;
  /** An id for something that is sent a little later: what is asked meanwhile waits for it. */
  reserveId(): number;
  /** It will not be sent. */
  release(id: number): void;
  ask(ask: Ask, id?: number): Promise<Answer>;
  /** For what needs no answer. */
  say(said: Said): void;
}

export class Outbox {
  /** Edits by hand that are in this tab alone. */
  readonly unconfirmed: Signal<number> = signal(0);
  /** The node has it, its disk may not. */
  readonly unsaved: Signal<boolean> = signal(false);
  readonly #keeper: Keeper;
  readonly #dirty = new Set<CellId>();
  readonly #refusals = new Map<CellId, number>();
  readonly #counted = new Set<CellId>();
  #waiting: { ask: Ask | (() => Ask); answered: (answer: Answer) => void }[] = [];
  #unsavedIds: number[] = [];
  #frozenKeys: string[] = [];
  #pumping = false;
  /** False between the loss of the connection and the snapshot. */
  #flowing = false;

  constructor(
    notebook: string,
    private readonly connection: Link,
    journal: Journal,
    private readonly texts: Sender,
  ) {
    this.#keeper = new Keeper(notebook, connection.client, journal, texts);
  }

  /** Somebody typed into the cell; its text has the change already. */
  edited(cell: CellId): void {
    this.#keeper.typed(cell);
    this.#dirty.add(cell);
    this.#counted.add(cell);
    this.#count();
    if (this.#flowing && !this.#pumping) void this.#pump();
    else this.#keeper.keepSoon(cell);
  }

  /** Others' edits moved what is unconfirmed in the cell. */
  moved(cell: CellId): void {
    this.#keeper.moved(cell);
  }

  confirmed(cell: CellId): void {
    void this.#keeper.confirmed(cell);
    this.#refusals.delete(cell);
    this.#count();
  }

  forget(cell: CellId): void {
    this.#keeper.forget(cell);
    this.#dirty.delete(cell);
    this.#counted.delete(cell);
    this.#count();
  }

  /** What is asked is sent at once. */
  get flowing(): boolean {
    return this.#flowing;
  }

  /** Sends after all edits made so far. */
  ask(ask: Ask | (() => Ask)): Promise<Answer> {
    return new Promise((answered) => {
      this.#waiting.push({ ask, answered });
      void this.#pump();
    });
  }

  saved(id: number): void {
    this.#setUnsaved(this.#unsavedIds.filter((one) => one > id));
  }

  /** Nothing is sent until `resumed`; what waits is answered "lost". */
  lost(): void {
    this.#flowing = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { answered } of waiting) answered({ t: "lost" });
  }

  /** For the moment in which the page is left. */
  leftovers(): Kept[] {
    return this.#keeper.unconfirmed();
  }

  /** Resolves when all is with the node, or after a while. */
  async emptied(mostMs: number): Promise<void> {
    const deadline = Date.now() + mostMs;
    while (this.#flowing && this.unconfirmed.value > 0 && Date.now() < deadline)
      await new Promise((later) => setTimeout(later, EMPTIED_LOOK_MS));
  }

  /** What to send with `open`: it stays in the journal until the node says what it has. */
  async freeze(cells: Iterable<CellId>): Promise<Pending[]> {
    this.#dirty.clear();
    const freezing = this.#keeper.freeze(cells, () => this.connection.nextId());
    const { edits, keys } = await freezing;
    this.#frozenKeys = keys;
    return edits;
  }

  /** The node said what it has of the frozen. */
  thaw(lost: ReadonlySet<number>): void {
    void this.#keeper.thaw(lost, this.#frozenKeys);
    this.#frozenKeys = [];
    this.#count();
  }

  /** The snapshot is here, with all that was frozen in it: typing goes on. */
  resumed(): void {
    void this.#keeper.thawed();
    this.#setUnsaved([]);
    this.#count();
    this.#flowing = true;
    for (const cell of this.#keeper.unsentCells()) this.#dirty.add(cell);
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#pumping || !this.#flowing) return;
    this.#pumping = true;
    try {
      while (this.#flowing && (await this.#sendNext()));
    } finally {
      this.#pumping = false;
    }
  }

  async #sendNext(): Promise<boolean> {
    const cell = this.#dirty.values().next().value;
    if (cell !== undefined) {
      this.#dirty.delete(cell);
      await this.#sendEdit(cell);
      return true;
    }
    const next = this.#waiting.shift();
    if (!next) return false;
    const ask = typeof next.ask === "function" ? next.ask() : next.ask;
    const answer = this.#sendAsk(ask).then(next.answered);
    // Only what changes the notebook must be answered before more of it is sent.
    if (ask.t === "op") await answer;
    return true;
  }

  async #sendAsk(ask: Ask): Promise<Answer> {
    const id = this.connection.nextId();
    if (ask.t === "op") this.#setUnsaved([...this.#unsavedIds, id]);
    const answer = await this.connection.ask(ask, id);
    if (answer.t !== "ok") this.#notUnsaved(id);
    return answer;
  }

  async #sendEdit(cell: CellId): Promise<void> {
    const text = this.texts.text(cell);
    if (!text?.take()) return;
    const id = this.connection.reserveId();
    await this.#keeper.sending(cell, id);
    // While that was written, others' edits may have moved it, or the connection was lost and all was frozen.
    if (!this.#flowing || !text.sent) return this.connection.release(id);
    this.#setUnsaved([...this.#unsavedIds, id]);
    const { version, sent } = text;
    const answer = await this.connection.ask({ t: "edit", cell, version, changes: sent.toJSON() }, id);
    if (answer.t === "stale" || answer.t === "no") await this.#notTaken(cell, id, answer);
    this.#count();
  }

  async #notTaken(cell: CellId, id: number, answer: Answer): Promise<void> {
    const text = this.texts.text(cell);
    this.#notUnsaved(id);
    text?.untake();
    const returned = this.#keeper.returned(cell, id);
    if (answer.t === "no" && this.#refusedAgain(cell)) this.texts.refused(cell, answer.why);
    else if (text?.unsent) this.#dirty.add(cell);
    await returned;
  }

  #refusedAgain(cell: CellId): boolean {
    const refusals = (this.#refusals.get(cell) ?? 0) + 1;
    this.#refusals.set(cell, refusals);
    return refusals >= REFUSALS_MOST;
  }

  #notUnsaved(id: number): void {
    this.#setUnsaved(this.#unsavedIds.filter((one) => one !== id));
  }

  #setUnsaved(ids: number[]): void {
    this.#unsavedIds = ids;
    this.unsaved.value = ids.length > 0;
  }

  #count(): void {
    let edits = 0;
    for (const cell of this.#counted) {
      const own = this.texts.text(cell)?.unconfirmedEdits ?? 0;
      if (own === 0) this.#counted.delete(cell);
      edits += own;
    }
    this.unconfirmed.value = edits;
  }
}
