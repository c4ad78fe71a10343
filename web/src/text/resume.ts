// What to send again after a break: edits of this tab, and of tabs that are gone.
import { type Kept, sentKey } from "./Journal";

// Ids for what a tab that is gone never sent: above all it can have used, below 2^31.
const ORPHAN_ID = 1_000_000_000;

export interface Frozen {
  /** By client and id: as the node takes them. */
  edits: (Kept & { id: number })[];
  /** To be written before they are sent: now they have an id and will not change any more. */
  put: Kept[];
  drop: string[];
}

/** Gives what was never sent an id. `nextId` counts for `client`, this tab; the others' are nobody else's. */
export function freeze(kept: Kept[], client: string, nextId: () => number): Frozen {
  const put: Kept[] = [];
  const drop: string[] = [];
  let orphan = ORPHAN_ID + Math.max(0, ...kept.map((one) => (one.id ?? 0) - ORPHAN_ID));
  const edits = kept.map((one): Kept & { id: number } => {
    if (one.id !== null) return { ...one, id: one.id };
    const id = one.client === client ? nextId() : ++orphan;
    const frozen = { ...one, id, key: sentKey(one.client, id) };
    put.push(frozen);
    drop.push(one.key);
    return frozen;
  });
  edits.sort((a, b) => (a.client === b.client ? a.id - b.id : a.client < b.client ? -1 : 1));
  return { edits, put, drop };
}
