// The open notebook as this tab sees it: what the node told, and what was typed here. The views read its signals.
import { Annotation, ChangeSet, Transaction } from "@codemirror/state";
import { batch, computed, type Signal, signal } from "@preact/signals";
import type { Answer } from "../link/connection";
import type {
  Ask,
  BinCell,
  Cell,
  CellId,
  CellsTold,
  DeviceId,
  ExecId,
  Heads,
  NotebookId,
  Op,
  Pending,
  PeopleTold,
  Run,
  Session,
  Snapshot,
  Told,
  Wish,
} from "../protocol";
import { S } from "../strings";
import type { Journal } from "../text/Journal";
import { type Link, Outbox, type Sender } from "../text/Outbox";
import { whyNot } from "./answers";
import { Asks } from "./Asks";
import { Away } from "./Away";
import { Carets } from "./Carets";
import { CellModel } from "./CellModel";
import { People } from "./People";
import { Hosts } from "./Hosts";
import { Presence } from "./Presence";
import { hasEnded, headTold, isActive, outputsTold, shown } from "./runs";
import { Variables } from "./Variables";
import { notices } from "./notices";

// What was not sent by then is in the journal.
const LEAVING_MOST_MS = 1_000;

/** Not typed here: neither sent nor undone here. */
export const fromNode = Annotation.define<boolean>();
export const told = [fromNode.of(true), Transaction.addToHistory.of(false)];

export class Notebook implements Sender {
  readonly title: Signal<string> = signal("");
  readonly order: Signal<CellId[]> = signal([]);
  readonly bin: Signal<BinCell[]> = signal([]);
  readonly session: Signal<Session> = signal(null);
  /** Why there is none any more, as a sentence. */
  readonly ended: Signal<string | null> = signal(null);
  /** What others have is shown, and can not be changed before all of it is here. */
  readonly arriving: Signal<boolean> = signal(false);
  /** A first snapshot is here. */
  readonly ready: Signal<boolean> = signal(false);
  /** Why it can not be opened. */
  readonly refusal: Signal<string | null> = signal(null);
  readonly outbox: Outbox;
  readonly people = new People();
  readonly hosts = new Hosts();
  readonly asks: Asks;
  readonly carets = new Carets((id, carets) => {
    const cell = this.#cells.get(id);
    if (cell) cell.carets.value = carets;
  });
  readonly away: Away;
  readonly presence: Presence;
  readonly variables: Variables;
  readonly #runsEnded: Signal<number> = signal(0);
  readonly #cells = new Map<CellId, CellModel>();
  readonly busy = computed(() => this.order.value.filter((id) => this.#isBusy(id)));
  #heads: Heads = null;
  /** Opened, and no snapshot yet: what is heard is of the notebook before. */
  #awaiting = true;
  #attempt = 0;
  #left = false;

  constructor(
    readonly id: NotebookId,
    private readonly connection: Link,
    journal: Journal,
  ) {
    this.outbox = new Outbox(id, connection, journal, this);
    this.away = new Away(this.order);
    this.asks = new Asks((ask) => this.arrange(ask));
    this.variables = new Variables(this.session, this.#runsEnded, () => connection.ask({ t: "variables" }));
    this.presence = new Presence((said) => {
      // Before that, the node does not expect it.
      if (this.people.told.peek() !== null) connection.say(said);
    });
  }

  cell(id: CellId): CellModel | undefined {
    return this.#cells.get(id);
  }
  text(id: CellId) {
    return this.#cells.get(id)?.text;
  }
  heads(): Heads {
    return this.#heads;
  }

  async open(): Promise<void> {
    this.#awaiting = true;
    const attempt = ++this.#attempt;
    const edits = await this.outbox.freeze(this.#cells.keys());
    // Meanwhile the connection may have gone, and another one come, on which it is opened by another attempt.
    if (this.#left || attempt !== this.#attempt) return;
    const resume = edits.length > 0 ? { resume: { edits } } : {};
    const answer = await this.connection.ask({ t: "open", notebook: this.id, ...resume });
    if (answer.t === "no") this.refusal.value = answer.why;
    if (answer.t !== "ok") return;
    const lost = new Set(answer.lost as number[] | undefined);
    this.outbox.thaw(lost);
    this.#offer(edits.filter(({ client, id }) => client !== this.connection.client && lost.has(id)));
  }

  /** What another tab left and fits nothing that the node has is not thrown away: its words can be taken. */
  #offer(lost: Pending[]): void {
    const words = lost.map(insertedBy);
    if (words.length === 0) return;
    const act = () => void navigator.clipboard.writeText(words.join("\n"));
    notices.tell("warning", S.trouble.editsLost(words.length), { label: S.trouble.copyText, act });
  }

  /** Somebody typed here; `changes` are made on the cell's text. */
  typed(id: CellId, changes: ChangeSet): void {
    const cell = this.#cells.get(id);
    if (!cell) return;
    cell.text.local(changes);
    cell.source.value = cell.text.doc;
    this.outbox.edited(id);
  }

  /** Changes a cell's text from outside its editor. */
  change(id: CellId, changes: ChangeSet): void {
    const cell = this.#cells.get(id);
    if (!cell) return;
    this.#apply(cell, changes);
    this.typed(id, changes);
  }

  /** A fresh link, or why there is none. */
  share(wish: Wish): Promise<Answer> {
    return this.connection.ask({ t: "share", ...wish });
  }

  /** Something about other people, which waits for nothing that was typed; a sentence where it was not done. */
  async arrange(ask: Ask): Promise<string | null> {
    return whyNot(await this.connection.ask(ask));
  }

  /** What the request came to on the other devices that ran it. */
  also(exec: ExecId): Promise<Answer> {
    return this.connection.ask({ t: "also", exec });
  }

  /** From now on the outputs of this device are shown with their scripts. */
  async trustOutputs(device: DeviceId): Promise<void> {
    const why = await this.arrange({ t: "trust", device, level: "output" });
    if (why !== null) notices.tell("error", why);
  }

  /** The node's name for this tab. */
  get client(): string {
    return this.connection.client;
  }

  op(op: Op): Promise<Answer> {
    return this.ask({ t: "op", op });
  }

  /** A function is called when its turn comes, so that it may name the version of a text. */
  async ask(ask: Ask | (() => Ask)): Promise<Answer> {
    const obstacle = this.#obstacle(typeof ask === "function" ? "op" : ask.t);
    if (obstacle !== null) {
      notices.tell("info", obstacle);
      return { t: "no", id: 0, why: obstacle };
    }
    const answer = await this.outbox.ask(ask);
    if (answer.t === "no") notices.tell("error", answer.why);
    if (answer.t === "lost") notices.tell("error", S.trouble.notDone);
    return answer;
  }

  /** What runs already may be stopped by whoever asked for it. */
  #obstacle(t: Ask["t"]): string | null {
    if (t === "op" || t === "clear") return this.people.obstacle("edit");
    return t === "run" || t === "restart" || t === "elsewhere" ? this.people.obstacle("run") : null;
  }

  lost(): void {
    this.#awaiting = true;
    this.#attempt++;
    this.outbox.lost();
    this.people.told.value = null;
    this.hosts.lost();
    this.asks.lost();
    this.carets.told([], performance.now());
  }

  /** Another notebook is shown: what was typed here is sent, and no more is heard. */
  async leave(): Promise<void> {
    this.#left = true;
    this.presence.end();
    await this.outbox.emptied(LEAVING_MOST_MS);
    this.outbox.lost();
  }

  refused(id: CellId, why: string): void {
    const cell = this.#cells.get(id);
    if (!cell) return;
    const text = cell.text.doc.toString();
    this.#shift(cell, cell.text.discard());
    this.outbox.forget(id);
    notices.tell("error", S.trouble.editRefused(why), {
      label: S.trouble.copyText,
      act: () => void navigator.clipboard.writeText(text),
    });
  }

  told(message: Told): void {
    if (message.t === "snapshot" && message.notebook === this.id) this.#awaiting = false;
    if (this.#awaiting && message.t !== "saved") return;
    batch(() => this.#told(message));
  }

  #told(message: Told): void {
    switch (message.t) {
      case "snapshot":
        return this.#snapshot(message);
      case "update":
        return this.#update(message);
      case "cell":
        return this.#put(message.cell, message);
      case "cells":
        return this.#cellsTold(message);
      case "run":
        if (message.run !== null && hasEnded(message.run.state)) this.#runsEnded.value++;
        return this.#setRun(message.cell, (run) =>
          message.run === null ? null : headTold(run, message.run, performance.now()),
        );
      case "outputs":
        return this.#setRun(message.cell, (run) => outputsTold(run, message));
      case "session":
        return this.#sessionTold(message);
      case "people":
        return this.#peopleTold(message);
      case "hosts":
        this.hosts.hear(message);
        this.people.othersRun.value = this.hosts.othersRun.value;
        return;
      case "asks":
        return this.asks.hear(message);
      case "cursors":
        return this.carets.told(
          message.cursors.map((cursor) => this.people.named(cursor)),
          performance.now(),
        );
      case "while-away":
        return this.away.told(message.changes);
      case "saved":
        return this.outbox.saved(message.id);
    }
  }

  /** The first time after a snapshot, the node knows nothing of this tab's caret. */
  #peopleTold(message: PeopleTold): void {
    const isFirst = this.people.told.peek() === null;
    this.people.hear(message);
    if (isFirst) this.presence.again();
  }

  #snapshot(snapshot: Snapshot): void {
    if (snapshot.order) this.#snapshotHead(snapshot);
    for (const [id, cell] of Object.entries(snapshot.cells)) this.#put(id, cell);
    for (const [id, run] of Object.entries(snapshot.runs ?? {}))
      this.#setRun(id, () => shown(run as Run, performance.now()));
    if (snapshot.more) return;
    this.order.value = [...this.order.value];
    this.ready.value = true;
    this.outbox.resumed();
  }

  #snapshotHead(snapshot: Snapshot): void {
    this.#heads = snapshot.heads;
    this.title.value = snapshot.title;
    this.bin.value = snapshot.bin;
    this.arriving.value = snapshot.arriving ?? false;
    this.#sessionTold(snapshot);
    this.#runsEnded.value++; // or none did: what happened while the node was away is not told
    this.refusal.value = null;
    const present = new Set(snapshot.order);
    for (const id of [...this.#cells.keys()]) if (!present.has(id)) this.#drop(id);
    for (const cell of this.#cells.values()) if (!snapshot.runs?.[cell.id]) cell.run.value = null;
    this.order.value = snapshot.order;
  }

  #sessionTold({ session, ended }: { session: Session; ended?: string }): void {
    this.session.value = session;
    this.ended.value = session === null ? (ended ?? null) : null;
  }

  #update(message: Extract<Told, { t: "update" }>): void {
    this.#heads = message.heads;
    const cell = this.#cells.get(message.cell);
    if (!cell) return;
    if (message.client === this.connection.client && cell.text.isSending) return this.#confirm(cell, message.version);
    const changes = ChangeSet.fromJSON(message.changes);
    this.#shift(cell, cell.text.remote(changes, message.version));
    this.carets.edited(cell.id, changes, performance.now(), false);
  }

  #confirm(cell: CellModel, version: number): void {
    const changes = cell.text.sent;
    cell.text.confirm(version);
    this.outbox.confirmed(cell.id);
    if (changes) this.carets.edited(cell.id, changes, performance.now(), true);
    this.presence.moved();
  }

  #cellsTold(message: CellsTold): void {
    this.#heads = message.heads;
    this.title.value = message.title;
    this.bin.value = message.bin;
    this.arriving.value = message.arriving ?? false;
    for (const [id, cell] of Object.entries(message.put)) this.#put(id, cell);
    for (const id of message.drop) this.#drop(id);
    this.order.value = message.order;
  }

  #put(id: CellId, told: Cell): void {
    const cell = this.#cells.get(id);
    if (cell) this.#shift(cell, cell.put(told));
    else this.#add(new CellModel(id, told));
  }

  #add(cell: CellModel): void {
    cell.carets.value = this.carets.all.peek().filter((caret) => caret.cell === cell.id);
    this.#cells.set(cell.id, cell);
  }

  /** Text that was changed by others: what is shown and kept follows. */
  #shift(cell: CellModel, changes: ChangeSet): void {
    this.outbox.moved(cell.id);
    if (changes.empty) return;
    cell.source.value = cell.text.doc;
    this.#apply(cell, changes);
    this.presence.moved(true);
  }

  /** To the editor, or to what is kept of one. */
  #apply(cell: CellModel, changes: ChangeSet): void {
    if (cell.editor) cell.editor.apply(changes);
    else if (cell.state) cell.state = cell.state.update({ changes, annotations: told }).state;
  }

  #drop(id: CellId): void {
    this.#cells.delete(id);
    this.outbox.forget(id);
  }

  #setRun(id: CellId, step: (run: CellModel["run"]["value"]) => CellModel["run"]["value"]): void {
    const cell = this.#cells.get(id);
    if (cell) cell.run.value = step(cell.run.value);
  }

  #isBusy(id: CellId): boolean {
    const run = this.#cells.get(id)?.run.value ?? null;
    return run !== null && isActive(run) && this.people.isMine(run);
  }
}

/** The text an edit put in, as ChangeSet.toJSON writes it: [deleted, line, line …]. */
function insertedBy({ changes }: Pending): string {
  const sections = changes as (number | [number, ...string[]])[];
  return sections.flatMap((section) => (typeof section === "number" ? [] : [section.slice(1).join("\n")])).join(" ");
}
