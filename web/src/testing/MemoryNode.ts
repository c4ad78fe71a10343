// The node's rules for texts (docs/page-protocol.md, "Editing text") in memory, for tests: one log of updates per cell, stale
// versions refused, resumed edits left out by their ids and otherwise merged at their heads. And those for people: carets are
// told to everybody but whose they are, as they were told and all of them each time.
import { ChangeSet, Text } from "@codemirror/state";
import type { CellId, Cursor, Device, Pending, Person, Said, Snapshot, Told } from "../protocol";
import { textOf } from "../text/CellText";

/** `at`: versions of all cells, as heads. */
type Heads = Record<CellId, number>;

interface Log {
  doc: Text;
  updates: ChangeSet[];
}

const EVERYTHING = { comment: true, edit: true, run: true, admin: true };

/** A tab: which device it is on, and where it hears. */
interface Onlooker {
  device: Device;
  tell: (message: Told) => void;
  cursor: Cursor | null;
}

export class MemoryNode {
  readonly #logs = new Map<CellId, Log>();
  readonly #lastIds = new Map<string, number>();
  /** By client and cell: the version after its last edit, and what its page did not see of that version. */
  readonly #lastOf = new Map<string, { version: number; unseen: ChangeSet }>();
  readonly tabs = new Set<(message: Told) => void>();
  /** By client. */
  readonly #onlookers = new Map<string, Onlooker>();
  /** All that ever looked on. */
  readonly #devices = new Map<string, Device>();

  constructor(cells: Record<CellId, string>) {
    for (const [id, source] of Object.entries(cells)) this.#logs.set(id, { doc: textOf(source), updates: [] });
  }

  source(cell: CellId): string {
    return this.#logs.get(cell)!.doc.toString();
  }

  edit(client: string, id: number, cell: CellId, version: number, changes: unknown): Told {
    const log = this.#logs.get(cell)!;
    if (version !== log.updates.length) return { t: "stale", id, cell };
    this.#apply(client, id, cell, ChangeSet.fromJSON(changes));
    return { t: "ok", id };
  }

  /** Somebody else types: a random place is the caller's choice. */
  foreign(cell: CellId, changes: ChangeSet): void {
    this.#apply("", 0, cell, changes);
  }

  resume(edits: Pending[], forgets = false): { resumed: number[]; had: number[]; lost: number[] } {
    if (forgets) return this.#forget(edits);
    const resumed: number[] = [];
    const had: number[] = [];
    const lost: number[] = [];
    /** What came after the text an edit was made on, as seen from behind that edit; by client and cell. */
    const behind = new Map<string, ChangeSet>();
    for (const pending of edits) {
      const author = `${pending.client}/${pending.cell}`;
      const last = this.#lastOf.get(author);
      if (pending.id <= (this.#lastIds.get(pending.client) ?? 0)) {
        had.push(pending.id);
        if (last !== undefined) behind.set(author, last.unseen.compose(this.#since(pending.cell, last.version)));
        continue;
      }
      const changes = ChangeSet.fromJSON(pending.changes);
      const rest = behind.get(author) ?? this.#since(pending.cell, (pending.heads as Heads)[pending.cell] ?? 0);
      // A tab that crashed may have written less than it had seen: the page offers such words to the person.
      if (changes.length !== rest.length) {
        lost.push(pending.id);
        continue;
      }
      this.#apply(pending.client, pending.id, pending.cell, changes.map(rest));
      const unseen = rest.map(changes, true);
      behind.set(author, unseen);
      this.#lastOf.get(author)!.unseen = unseen;
      resumed.push(pending.id);
    }
    return { resumed, had, lost };
  }

  /** As a node that knows none of the heads any more: what it had it has, all else is lost. */
  #forget(edits: Pending[]): { resumed: number[]; had: number[]; lost: number[] } {
    const isHad = ({ client, id }: Pending) => id <= (this.#lastIds.get(client) ?? 0);
    const [had, lost] = [edits.filter(isHad), edits.filter((edit) => !isHad(edit))];
    return { resumed: [], had: had.map(({ id }) => id), lost: lost.map(({ id }) => id) };
  }

  snapshot(notebook: string): Snapshot {
    const cells = Object.fromEntries(
      [...this.#logs].map(([id, { doc, updates }]) => [
        id,
        { type: "code" as const, version: updates.length, source: doc.toString(), meta: {} },
      ]),
    );
    const order = Object.keys(cells);
    const rest = { bin: [], runs: {}, session: null, more: false };
    return { t: "snapshot", notebook, title: "", heads: this.#heads(), order, cells, ...rest };
  }

  /** A tab on a device opens the notebook; each device sees the others as devices of their own. */
  come(client: string, device: Device, tell: (message: Told) => void): void {
    this.#onlookers.set(client, { device, tell, cursor: null });
    this.#devices.set(device.device, device);
    this.#tellPeople();
    this.#tellCursors();
  }

  go(client: string): void {
    this.#onlookers.delete(client);
    this.#tellPeople();
    this.#tellCursors();
  }

  said(client: string, { cell, anchor, head }: Said): void {
    const onlooker = this.#onlookers.get(client);
    if (!onlooker) return;
    onlooker.cursor = cell === null ? null : { ...onlooker.device, client, cell, anchor, head };
    this.#tellCursors();
  }

  #tellCursors(): void {
    for (const [client, { tell }] of this.#onlookers) {
      const others = [...this.#onlookers.values()].flatMap(({ cursor }) => cursor ?? []);
      tell({ t: "cursors", cursors: others.filter((cursor) => cursor.client !== client) });
    }
  }

  #tellPeople(): void {
    const here = new Set([...this.#onlookers.values()].map(({ device }) => device.device));
    const shared = this.#devices.size > 1;
    for (const { device: own, tell } of this.#onlookers.values()) {
      const all = [...this.#devices.values()].map((device): Person => {
        const me = device.device === own.device;
        const reached = here.has(device.device);
        return {
          ...device,
          me,
          mine: false,
          role: "edit",
          run: false,
          host: true,
          trust: "unknown",
          here: reached,
          ...(reached && !me ? { path: "lan", same: true } : {}),
        };
      });
      const people = [...all.filter(({ me }) => me), ...all.filter(({ me }) => !me)];
      const state = !shared ? "alone" : all.some((one) => one.here && !one.me) ? "same" : "offline";
      tell({ t: "people", shared, mayShare: true, may: EVERYTHING, people, sync: { state, unsent: 0 }, relays: [] });
    }
  }

  #apply(client: string, id: number, cell: CellId, changes: ChangeSet): void {
    const log = this.#logs.get(cell)!;
    log.doc = changes.apply(log.doc);
    log.updates.push(changes);
    const version = log.updates.length;
    if (client) this.#lastIds.set(client, id);
    if (client) this.#lastOf.set(`${client}/${cell}`, { version, unseen: ChangeSet.empty(log.doc.length) });
    const heads = this.#heads();
    for (const tell of this.tabs) tell({ t: "update", cell, version, client, changes: changes.toJSON(), heads });
  }

  #since(cell: CellId, version: number): ChangeSet {
    const { doc, updates } = this.#logs.get(cell)!;
    const later = updates.slice(version);
    return later.length === 0 ? ChangeSet.empty(doc.length) : later.reduce((all, one) => all.compose(one));
  }

  #heads(): Heads {
    return Object.fromEntries([...this.#logs].map(([id, { updates }]) => [id, updates.length]));
  }
}
