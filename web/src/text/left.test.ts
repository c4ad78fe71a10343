import { expect, test } from "vitest";
import { type Kept, sentKey, TabJournal, unsentKey } from "./Journal";
import { absorb, leave } from "./left";

class Journal extends TabJournal {
  constructor(private readonly alive: string[]) {
    super();
  }
  override async living(clients: Set<string>): Promise<Set<string>> {
    return new Set(this.alive.filter((client) => clients.has(client)));
  }
}

class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  clear = () => this.#items.clear();
  key = (index: number) => [...this.#items.keys()][index] ?? null;
  getItem = (key: string) => this.#items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#items.set(key, value);
  removeItem = (key: string) => void this.#items.delete(key);
}

const kept = (client: string, id: number | null, changes: unknown): Kept => ({
  key: id === null ? unsentKey(client, "a") : sentKey(client, id),
  notebook: "n",
  client,
  cell: "a",
  id,
  heads: null,
  base: 0,
  changes,
});

test("what a page left at its end takes the place of what the journal still had as unsent", async () => {
  const [storage, journal] = [new MemoryStorage(), new Journal([])];
  await journal.write([kept("x", 3, "frozen"), kept("x", null, "old"), kept("y", null, "other")], []);
  leave(storage, "x", [kept("x", 4, "old, sent")]);
  await absorb(storage, journal, false);
  expect(new Set((await journal.all()).map(({ changes }) => changes))).toEqual(
    new Set(["frozen", "other", "old, sent"]),
  );
  expect(storage.length).toBe(0);
});

test("what a living page left stays its own", async () => {
  const [storage, journal] = [new MemoryStorage(), new Journal(["x"])];
  leave(storage, "x", [kept("x", null, "typed")]);
  await absorb(storage, journal, false);
  expect(await journal.all()).toEqual([]);
  expect(storage.length).toBe(1);
});

test("a page that is reloaded waits for the one whose place it takes, which may be slow to end", async () => {
  const alive = ["x"];
  const [storage, journal] = [new MemoryStorage(), new Journal(alive)];
  leave(storage, "x", [kept("x", null, "typed")]);
  setTimeout(() => alive.pop(), 1_000);
  await absorb(storage, journal, true);
  expect((await journal.all()).map(({ changes }) => changes)).toEqual(["typed"]);
  expect(storage.length).toBe(0);
});

test("a page with nothing unconfirmed leaves nothing", () => {
  const storage = new MemoryStorage();
  leave(storage, "x", []);
  expect(storage.length).toBe(0);
});
