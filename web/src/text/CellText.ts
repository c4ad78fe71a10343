// The text of one cell as this tab sees it: what the node has confirmed, one edit on its way, and what was typed since.
// The rules are those of @codemirror/collab; they stand here because a cell has a text whether or not it has an editor.
import { diff } from "@codemirror/merge";
import { ChangeSet, Text } from "@codemirror/state";

export interface Outgoing {
  version: number;
  changes: ChangeSet;
}

export class CellText {
  #confirmed: Text;
  #version: number;
  #doc: Text;
  #sent: ChangeSet | null = null;
  #unsent: ChangeSet | null = null;
  /** Before the sent ones: with the node, which has not said yet what became of them. */
  #frozen: { id: number; changes: ChangeSet }[] = [];
  /** How many edits by hand those are: for people, not for the rules. */
  #edits = { frozen: 0, sent: 0, unsent: 0 };

  constructor(source: string, version: number) {
    this.#confirmed = textOf(source);
    this.#doc = this.#confirmed;
    this.#version = version;
  }

  get doc(): Text {
    return this.#doc;
  }
  get version(): number {
    return this.#version;
  }
  get isSending(): boolean {
    return this.#sent !== null;
  }
  get hasUnsent(): boolean {
    return this.#unsent !== null;
  }
  get isConfirmed(): boolean {
    return this.#sent === null && this.#unsent === null && this.#frozen.length === 0;
  }
  get unconfirmedEdits(): number {
    return this.#edits.frozen + this.#edits.sent + this.#edits.unsent;
  }
  get sent(): ChangeSet | null {
    return this.#sent;
  }
  get unsent(): ChangeSet | null {
    return this.#unsent;
  }
  /** Length of the text the next edit is made on. */
  get confirmedLength(): number {
    return this.#confirmed.length;
  }

  /** Somebody typed here; `changes` are made on `doc`. */
  local(changes: ChangeSet): void {
    this.#doc = changes.apply(this.#doc);
    this.#unsent = this.#unsent ? this.#unsent.compose(changes) : changes;
    this.#edits.unsent++;
  }

  /** A place in the confirmed text, as the node counts, to where it is in `doc`. Beyond the end is the end. */
  fromConfirmed(at: number, assoc: -1 | 1): number {
    const start = Math.max(0, Math.min(at, this.#confirmed.length));
    return this.#own().reduce((place, changes) => changes.mapPos(place, assoc), start);
  }

  /** The reverse: what is typed and not confirmed is not counted. */
  toConfirmed(at: number): number {
    const end = Math.max(0, Math.min(at, this.#doc.length));
    return this.#own().reduceRight((place, changes) => changes.invertedDesc.mapPos(place, 1), end);
  }

  /** Everything unconfirmed, each on top of the one before. */
  #own(): ChangeSet[] {
    const own = [...this.#frozen.map(({ changes }) => changes), this.#sent, this.#unsent];
    return own.filter((one) => one !== null);
  }

  /** What to send next, from now on on its way; null where nothing is to be sent or something is on its way. */
  take(): Outgoing | null {
    if (this.#sent || !this.#unsent) return null;
    this.#sent = this.#unsent;
    this.#unsent = null;
    this.#edits = { ...this.#edits, sent: this.#edits.unsent, unsent: 0 };
    return { version: this.#version, changes: this.#sent };
  }

  /** The node did not take what was on its way: it goes again with what was typed since. */
  untake(): void {
    if (!this.#sent) return;
    this.#unsent = this.#unsent ? this.#sent.compose(this.#unsent) : this.#sent;
    this.#sent = null;
    this.#edits = { ...this.#edits, sent: 0, unsent: this.#edits.sent + this.#edits.unsent };
  }

  /** The node applied what was on its way. */
  confirm(version: number): void {
    if (this.#sent) this.#confirmed = this.#sent.apply(this.#confirmed);
    this.#sent = null;
    this.#version = version;
    this.#edits.sent = 0;
  }

  /** After a break: what is unconfirmed is offered to the node again under these ids; what is typed from now on is on top. */
  freeze(ids: number[]): void {
    const changes = [this.#sent, this.#unsent].filter((one) => one !== null);
    this.#frozen.push(...changes.map((one, index) => ({ id: ids[index]!, changes: one })));
    this.#sent = null;
    this.#unsent = null;
    this.#edits = { frozen: this.unconfirmedEdits, sent: 0, unsent: 0 };
  }

  /** The node has said which of those it has; the others are unsent again. */
  thaw(isTaken: (id: number) => boolean): void {
    const frozen = this.#frozen;
    this.#frozen = [];
    const kept = frozen.findIndex(({ id }) => !isTaken(id));
    const taken = kept < 0 ? frozen : frozen.slice(0, kept);
    for (const { changes } of taken) this.#confirmed = changes.apply(this.#confirmed);
    const again = frozen.slice(taken.length).map(({ changes }) => changes);
    if (this.#unsent) again.push(this.#unsent);
    this.#unsent = again.length === 0 ? null : again.reduce((all, one) => all.compose(one));
    const left = taken.length === frozen.length ? 0 : this.#edits.frozen;
    this.#edits = { frozen: 0, sent: 0, unsent: left + this.#edits.unsent };
  }

  /** Somebody else's edit of the confirmed text. Returns what it changes in `doc`. */
  remote(changes: ChangeSet, version: number): ChangeSet {
    this.#confirmed = changes.apply(this.#confirmed);
    this.#version = version;
    let seen = changes;
    for (const own of ["sent", "unsent"] as const) {
      const mine = own === "sent" ? this.#sent : this.#unsent;
      if (!mine) continue;
      // At one place, theirs comes first: so it does at the node, which takes mine on top of theirs.
      const moved = mine.map(seen);
      seen = seen.map(mine, true);
      if (own === "sent") this.#sent = moved;
      else this.#unsent = moved;
    }
    this.#doc = seen.apply(this.#doc);
    return seen;
  }

  /** Gives up everything unconfirmed. Returns what that changes in `doc`. */
  discard(): ChangeSet {
    const back = difference(this.#doc, this.#confirmed);
    this.#sent = null;
    this.#unsent = null;
    this.#doc = this.#confirmed;
    this.#edits = { frozen: 0, sent: 0, unsent: 0 };
    return back;
  }

  /** The node says what the confirmed text is. Returns what that changes in `doc`. */
  reset(source: string, version: number): ChangeSet {
    return this.remote(difference(this.#confirmed, textOf(source)), version);
  }
}

/** Lines end in \n alone: a \r is a character like others, as in the node's text. */
export const textOf = (source: string): Text => Text.of(source.split("\n"));

// Above this a difference is coarse rather than slow: it is for what others did while this tab was away.
const SCAN_MOST = 500;

/** What makes `to` of `from`, piece by piece so that places between the pieces stay; it never cuts a character of two units. */
export function difference(from: Text, to: Text): ChangeSet {
  const a = from.toString();
  const b = to.toString();
  const changes = diff(a, b, { scanLimit: SCAN_MOST }).map(({ fromA, toA, fromB, toB }) => {
    const start = isLow(a, fromA) || isLow(b, fromB) ? 1 : 0;
    const end = isLow(a, toA) || isLow(b, toB) ? 1 : 0;
    return { from: fromA - start, to: toA + end, insert: textOf(b.slice(fromB - start, toB + end)) };
  });
  return ChangeSet.of(changes, a.length);
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}
