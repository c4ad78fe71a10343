// A page that is left may not end its writes to IndexedDB. What is unconfirmed then goes to localStorage, which is written at
// once, and from there into the journal when the next page is loaded.
import { type Journal, type Kept } from "./Journal";

const PREFIX = "anode.left.";

/** Called as the page is left. */
export function leave(storage: Storage, client: string, kept: Kept[]): void {
  if (kept.length === 0) return;
  try {
    storage.setItem(PREFIX + client, JSON.stringify(kept));
  } catch {
    // Full or forbidden: the journal has all but the last moment.
  }
}

/** The page is shown again: its journal goes on. */
export const stay = (storage: Storage, client: string) => storage.removeItem(PREFIX + client);

const keysOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)!).filter((key) => key.startsWith(PREFIX));

// A reload begins before the page it replaces has let go of its lock: soon it has. A page that only looks left keeps it.
const LOOKS_MOST = 20;
// A page that is reloaded is sure to end, if late.
const LOOKS_OF_RELOAD_MOST = 80;
const LOOK_MS = 25;

/** Nothing is shown before, so all who left something share the looks. */
class Looks {
  constructor(private left: number) {}

  async isGone(journal: Journal, client: string): Promise<boolean> {
    for (;;) {
      if (!(await journal.living(new Set([client]))).has(client)) return true;
      if (this.left-- <= 0) return false;
      await new Promise((later) => setTimeout(later, LOOK_MS));
    }
  }
}

export async function absorb(storage: Storage, journal: Journal, reloaded: boolean): Promise<void> {
  const looks = new Looks(reloaded ? LOOKS_OF_RELOAD_MOST : LOOKS_MOST);
  for (const key of keysOf(storage)) {
    const client = key.slice(PREFIX.length);
    if (!(await looks.isGone(journal, client))) continue;
    await absorbOne(journal, client, JSON.parse(storage.getItem(key)!) as Kept[]);
    storage.removeItem(key);
  }
}

/** What the journal has as unsent is older, and may since have been sent under an id. */
async function absorbOne(journal: Journal, client: string, left: Kept[]): Promise<void> {
  const older = (await journal.all()).filter((kept) => kept.client === client && kept.id === null);
  const now = new Set(left.map((kept) => kept.key));
  await journal.write(
    left,
    older.map((kept) => kept.key).filter((key) => !now.has(key)),
  );
}
