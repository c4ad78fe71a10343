// Unconfirmed edits, kept in IndexedDB before they are sent: a tab, a browser or a node may end at any moment.
import { livingClients } from "./tabs";
import type { CellId, Changes, Heads, NotebookId, Pending } from "../protocol";

const DATABASE = "anode";
const STORE = "pending";

/** `id` null: not sent yet, and rewritten with every key. At most one of these per client and cell. */
export interface Kept {
  key: string;
  notebook: NotebookId;
  client: string;
  cell: CellId;
  id: number | null;
  heads: Heads;
  base: number;
  changes: Changes;
}

export const sentKey = (client: string, id: number) => `${client}/${id}`;
export const unsentKey = (client: string, cell: CellId) => `${client}/unsent/${cell}`;

export interface Journal {
  /** One atomic write. Resolves when it is done. */
  write(put: Kept[], drop: string[]): Promise<void>;
  all(): Promise<Kept[]>;
  /** The clients among these that live in some tab: their edits are theirs to send. */
  living(clients: Set<string>): Promise<Set<string>>;
}

/** Where the browser gives no database, edits are kept in the tab alone. */
export async function openJournal(): Promise<Journal> {
  try {
    return new StoredJournal(await openDatabase());
  } catch {
    return new TabJournal();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((opened, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => opened(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** A full disk must not stop typing: what can not be written is kept in the tab. */
class StoredJournal implements Journal {
  readonly #tab = new TabJournal();

  constructor(private readonly database: IDBDatabase) {}

  living(clients: Set<string>): Promise<Set<string>> {
    return livingClients(clients);
  }

  async write(put: Kept[], drop: string[]): Promise<void> {
    await this.#tab.write([], drop);
    await this.#store(put, drop).catch(() => this.#tab.write(put, []));
  }

  async all(): Promise<Kept[]> {
    const stored = await this.#stored().catch(() => []);
    const inTab = await this.#tab.all();
    const keys = new Set(inTab.map((kept) => kept.key));
    return [...stored.filter((kept) => !keys.has(kept.key)), ...inTab];
  }

  #store(put: Kept[], drop: string[]): Promise<void> {
    return new Promise((done, failed) => {
      // Relaxed: it outlives the tab and the browser, and does not wait for the disk with every key.
      const transaction = this.database.transaction(STORE, "readwrite", { durability: "relaxed" });
      const store = transaction.objectStore(STORE);
      for (const key of drop) store.delete(key);
      for (const kept of put) store.put(kept);
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
      transaction.commit();
    });
  }

  #stored(): Promise<Kept[]> {
    return new Promise((done, failed) => {
      const request = this.database.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<Kept[]>;
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  }
}

export class TabJournal implements Journal {
  readonly #kept = new Map<string, Kept>();

  /** No other tab sees this journal. */
  async living(clients: Set<string>): Promise<Set<string>> {
    return clients;
  }

  async write(put: Kept[], drop: string[]): Promise<void> {
    for (const key of drop) this.#kept.delete(key);
    for (const kept of put) this.#kept.set(kept.key, kept);
  }

  async all(): Promise<Kept[]> {
    return [...this.#kept.values()];
  }
}

export function pendingOf({ client, id, cell, heads, base, changes }: Kept & { id: number }): Pending {
  return { client, id, cell, heads, base, changes };
}
