// Keeps the journal true to the texts: for each cell at most one edit that is on its way (with its id) and one that was not sent.
import type { CellId, Heads, NotebookId, Pending } from "../protocol";
import type { CellText } from "./CellText";
import { type Journal, type Kept, pendingOf, sentKey, unsentKey } from "./Journal";
import { freeze } from "./resume";

export interface Texts {
  text(cell: CellId): CellText | undefined;
  /** Of the last message from the node. */
  heads(): Heads;
}

export class Keeper {
  #sent = new Map<CellId, { id: number; heads: Heads }>();
  #unsentHeads = new Map<CellId, Heads>();
  /** Keys of what was frozen and the node has; what is typed on top of it stands on it until the snapshot is here. */
  #taken: string[] = [];
  /** Frozen, and no snapshot since: what is typed on top of it waits for one. */
  #frozen = new Set<CellId>();
  #toKeep = new Set<CellId>();
  /** The journal may hold, as unsent, a beginning of what is typed there. */
  #written = new Set<CellId>();

  constructor(
    private readonly notebook: NotebookId,
    private readonly client: string,
    private readonly journal: Journal,
    private readonly texts: Texts,
  ) {}

  typed(cell: CellId): void {
    if (!this.#unsentHeads.has(cell)) this.#unsentHeads.set(cell, this.texts.heads());
  }

  /** All that is not confirmed and not frozen, as it is now. */
  unconfirmed(): Kept[] {
    const cells = new Set([...this.#sent.keys(), ...this.#unsentHeads.keys()]);
    return [...cells].flatMap((cell) => [...this.#sentKept(cell), ...this.#unsentKept(cell)]);
  }

  unsentCells(): CellId[] {
    return [...this.#unsentHeads.keys()];
  }

  /**
   * What was unsent is about to be sent as `id`. Resolves when it may be: if the journal has some of it as unsent, whoever finds
   * that there must not send it under another id, so it is rewritten first. Else one write more or less before a crash makes
   * no difference.
   */
  async sending(cell: CellId, id: number): Promise<void> {
    this.#sent.set(cell, { id, heads: this.#unsentHeads.get(cell) ?? this.texts.heads() });
    this.#unsentHeads.delete(cell);
    const wasWritten = this.#written.delete(cell);
    const writing = this.#write(this.#sentKept(cell), [unsentKey(this.client, cell)]);
    if (wasWritten) await writing;
  }

  /** The node did not take it: unsent again. */
  returned(cell: CellId, id: number): Promise<void> {
    this.#sent.delete(cell);
    if (this.texts.text(cell)?.unsent) this.#unsentHeads.set(cell, this.texts.heads());
    return this.#write(this.#unsentKept(cell), [sentKey(this.client, id)]);
  }

  /** Others' edits moved what is unconfirmed: what is kept must fit their heads. */
  moved(cell: CellId): void {
    const text = this.texts.text(cell);
    const sent = this.#sent.get(cell);
    if (text?.sent && sent) this.#sent.set(cell, { ...sent, heads: this.texts.heads() });
    if (text?.unsent) this.#unsentHeads.set(cell, this.texts.heads());
    if (text && !text.isConfirmed) this.keepSoon(cell);
  }

  /** The node applied what was on its way, and says so to whoever asks for it again. */
  confirmed(cell: CellId): Promise<void> {
    const sent = this.#sent.get(cell);
    this.#sent.delete(cell);
    if (this.#unsentHeads.has(cell)) this.#unsentHeads.set(cell, this.texts.heads());
    // In one write: without the one that was sent, the other stands on the node's text alone.
    return this.#write(this.#unsentKept(cell), sent ? [sentKey(this.client, sent.id)] : []);
  }

  forget(cell: CellId): void {
    this.#sent.delete(cell);
    this.#unsentHeads.delete(cell);
  }

  /** What is typed before the write begins goes into one write. */
  keepSoon(cell: CellId): void {
    const first = this.#toKeep.size === 0;
    this.#toKeep.add(cell);
    if (first) queueMicrotask(() => this.#keepAll());
  }

  /**
   * Gives everything unconfirmed an id, writes it, and returns what to send again, with its keys. The texts are frozen in the
   * same moment: what is typed from then on is on top of it.
   */
  async freeze(cells: Iterable<CellId>, nextId: () => number): Promise<{ edits: Pending[]; keys: string[] }> {
    const own = this.#freezeOwn(cells, nextId);
    await this.#write(own.put, own.drop);
    // Read anew once it is known who is gone: a tab may have written, sent and ended in between.
    const clients = new Set((await this.#all()).map((kept) => kept.client));
    const living = await this.journal.living(clients);
    const all = await this.#all();
    const orphans = all.filter(({ client }) => client !== this.client && clients.has(client) && !living.has(client));
    // Unsent ones of a cell that is shown are in its text; those of a notebook that was left and is opened again are only here.
    const isLeft = (kept: Kept) => kept.id !== null || !this.texts.text(kept.cell);
    const mine = all.filter((kept) => kept.client === this.client && isLeft(kept));
    const frozen = freeze([...mine, ...orphans], this.client, nextId);
    await this.#write(frozen.put, frozen.drop);
    return { edits: frozen.edits.map(pendingOf), keys: frozen.edits.map((kept) => kept.key) };
  }

  /**
   * The node said what it has of the frozen, whose keys these are. What it lacks is unsent again; on which heads, the snapshot
   * will say: until then it is not offered.
   */
  thaw(lost: ReadonlySet<number>, keys: string[]): Promise<void> {
    for (const cell of this.#frozen) {
      const text = this.texts.text(cell);
      text?.thaw((id) => !lost.has(id));
      if (text?.unsent) this.#unsentHeads.set(cell, this.texts.heads());
    }
    if (lost.size > 0) return this.#write(this.#allUnsent(), keys);
    this.#taken = keys;
    return Promise.resolve();
  }

  /** The snapshot is here: everything unsent stands on it, and in the journal no longer on what was frozen. */
  thawed(): Promise<void> {
    this.#frozen.clear();
    return this.#write(this.#allUnsent(), this.#takeTaken());
  }

  #takeTaken(): string[] {
    const keys = this.#taken;
    this.#taken = [];
    return keys;
  }

  #allUnsent(): Kept[] {
    return this.unsentCells().flatMap((cell) => this.#unsentKept(cell));
  }

  #freezeOwn(cells: Iterable<CellId>, nextId: () => number): { put: Kept[]; drop: string[] } {
    const fresh = [...cells].filter((cell) => !this.#frozen.has(cell));
    const own = fresh.flatMap((cell) => [...this.#sentKept(cell), ...this.#unsentKept(cell)]);
    const frozen = freeze(own, this.client, nextId);
    for (const cell of new Set(own.map((kept) => kept.cell))) {
      this.#frozen.add(cell);
      this.#unsentHeads.delete(cell);
      this.texts.text(cell)?.freeze(frozen.edits.filter((kept) => kept.cell === cell).map((kept) => kept.id));
    }
    this.#sent.clear();
    return { put: frozen.edits, drop: [...frozen.drop, ...this.#takeTaken()] };
  }

  #kept(cell: CellId, id: number | null, heads: Heads, base: number, changes: unknown): Kept {
    const key = id === null ? unsentKey(this.client, cell) : sentKey(this.client, id);
    return { key, notebook: this.notebook, client: this.client, cell, id, heads, base, changes };
  }

  #sentKept(cell: CellId): Kept[] {
    const changes = this.texts.text(cell)?.sent;
    const sent = this.#sent.get(cell);
    return changes && sent ? [this.#kept(cell, sent.id, sent.heads, changes.length, changes.toJSON())] : [];
  }

  #unsentKept(cell: CellId): Kept[] {
    const changes = this.texts.text(cell)?.unsent;
    if (!changes) return [];
    const heads = this.#unsentHeads.get(cell) ?? this.texts.heads();
    return [this.#kept(cell, null, heads, changes.length, changes.toJSON())];
  }

  #keepAll(): void {
    const cells = [...this.#toKeep];
    this.#toKeep.clear();
    const put = cells.flatMap((cell) => [...this.#sentKept(cell), ...this.#unsentKept(cell)]);
    const kept = new Set(put.map((one) => one.key));
    const drop = cells.map((cell) => unsentKey(this.client, cell)).filter((key) => !kept.has(key));
    void this.#write(put, drop);
  }

  async #all(): Promise<Kept[]> {
    return (await this.journal.all()).filter((kept) => kept.notebook === this.notebook);
  }

  #write(put: Kept[], drop: string[]): Promise<void> {
    for (const kept of put) if (kept.id === null) this.#written.add(kept.cell);
    return put.length + drop.length > 0 ? this.journal.write(put, drop) : Promise.resolve();
  }
}
