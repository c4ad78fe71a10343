// Who has this notebook, as the node tells it, and in words.
import { computed, type Signal, signal } from "@preact/signals";
import type { Cursor, DeviceId, May, PeopleTold, Person, RelayRow, Sync } from "../protocol";
import { S } from "../strings";

// Until the node says otherwise; it refuses whatever goes beyond anyway.
const EVERYTHING: May = { comment: true, edit: true, run: true, admin: true };

export class People {
  /** Null: not told, or not true any more since the node is away. */
  readonly told: Signal<PeopleTold | null> = signal(null);
  readonly all = computed<readonly Person[]>(() => this.told.value?.people ?? []);
  readonly here = computed(() => this.all.value.filter((one) => one.here || one.me));
  /** Also while the node is away: as it was. */
  readonly may: Signal<May> = signal(EVERYTHING);
  readonly #why: Signal<string | null> = signal(null);
  readonly #whoLets: Signal<readonly string[]> = signal([]);
  /** Whether another computer would run something for this one. */
  readonly othersRun: Signal<boolean> = signal(false);
  readonly relays = computed<readonly RelayRow[]>(() => this.told.value?.relays ?? []);
  readonly isShared = computed(() => this.told.value?.shared ?? false);

  hear(told: PeopleTold): void {
    this.told.value = told;
    this.may.value = told.may;
    this.#why.value = told.why ?? null;
    this.#whoLets.value = told.people.filter(({ role, me }) => role === "admin" && !me).map(({ name }) => name);
  }

  /** Why this computer may not do it, as a sentence; null if it may. */
  obstacle(act: "edit" | "run"): string | null {
    const may = this.may.value;
    if (may[act] || (act === "run" && may.edit && this.othersRun.value)) return null;
    if (this.#why.value !== null) return this.#why.value;
    const { can, ask } = S.rights;
    const names = this.#whoLets.value;
    if (may.edit) return `${can.edit} ${ask.run(names)}`;
    return `${may.comment ? can.comment : can.view} ${ask.edit(names)}`;
  }

  /** Whether this computer asked for the run; so it is with everything while nobody else has the notebook. */
  isMine({ requestedBy }: { requestedBy?: string }): boolean {
    const me = this.all.value.find((one) => one.me);
    return me === undefined || requestedBy === undefined || requestedBy === me.device;
  }

  /** Whether that is another computer. */
  isOther(device: DeviceId | undefined): boolean {
    const me = this.all.value.find((one) => one.me);
    return me !== undefined && device !== undefined && device !== me.device;
  }

  /** Whether that is a computer of somebody else. */
  isOtherPerson(device: DeviceId | undefined): boolean {
    return this.isOther(device) && !this.all.value.some((one) => one.mine && one.device === device);
  }

  /** Whether outputs of that device are shown with their scripts. */
  trustsOutputsOf(device: DeviceId): boolean {
    const one = this.all.value.find((person) => person.device === device);
    return one !== undefined && (one.me || one.trust === "output" || one.trust === "run");
  }

  /** What a device is called; empty if nobody knows. */
  nameOf(device: string): string {
    return this.all.value.find((one) => one.device === device)?.name ?? "";
  }

  /** What is in another tab on this computer is called so. */
  named(cursor: Cursor): Cursor {
    const isMine = this.all.peek().some(({ device, me }) => me && device === cursor.device);
    return isMine ? { ...cursor, name: S.people.otherTab(cursor.name) } : cursor;
  }
}

/** First letters of the first and last word, or of the only one; what stands in brackets does not count. */
export function initialsOf(name: string): string {
  const bare = name.replace(/\(.*\)/u, "");
  const words = bare.split(/[\s_.-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = ([word]: string[]) => [...(word ?? "")].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? "";
  const letters = words.length > 1 ? first(words.slice(0, 1)) + first(words.slice(-1)) : first(words);
  return letters.toLocaleUpperCase() || "?";
}

const COLOURS = 12;

/** The class that gives a device its colour (view/people/colours.css). */
export const colourClass = (colour: number) => `person-${Math.abs(Math.trunc(colour)) % COLOURS || 0}`;

/** What the chip shows: beside what the node tells that nobody is reached, why that may be. */
export type SyncLook = Sync["state"] | "relay-away";

export function syncLook({ sync, relays }: PeopleTold): SyncLook {
  if (sync.state !== "offline" || inState(relays, "connected").length > 0) return sync.state;
  if (inState(relays, "connecting").length > 0) return "connecting";
  return inState(relays, "away").length > 0 ? "relay-away" : "offline";
}

export const inState = (relays: readonly RelayRow[], state: RelayRow["state"]) =>
  relays.filter((one) => one.state === state);

/** As people call it: without what the address begins with. */
export const relayName = ({ relay }: RelayRow) => relay.replace(/^wss?:\/\//u, "");

/** Those who are reached over a relay, and not otherwise. */
export const overRelay = (people: readonly Person[]) => people.filter(({ here, path }) => here && path === "relay");

/** Who of them holds the newest state, for the chip; null says nothing. */
export function syncWords({ people, sync, relays }: PeopleTold, look: SyncLook): string | null {
  switch (look) {
    case "alone":
      return null;
    case "connecting":
      return S.sync.connecting;
    case "offline":
      return S.sync.offline;
    case "relay-away":
      return S.sync.relayAway(inState(relays, "away").length, sync.unsent);
    case "behind":
      return sync.unsent > 0 ? S.sync.sending(sync.unsent) : S.sync.receiving;
    case "same": {
      const have = people.filter((one) => one.me || (one.here && one.same !== false)).length;
      return have === people.length ? S.sync.all(have) : S.sync.some(have, people.length);
    }
  }
}

/** How a device stands to this one. */
export function standing({ me, here, same }: Person): "self" | "same" | "behind" | "unknown" | "away" {
  if (me) return "self";
  if (!here) return "away";
  return same === undefined ? "unknown" : same ? "same" : "behind";
}
