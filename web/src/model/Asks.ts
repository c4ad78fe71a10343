// What others want to run on this computer, of which its owner is asked.
import { computed, type Signal, signal } from "@preact/signals";
import type { Ask, AskRow, AsksTold, DeviceId, ExecId } from "../protocol";

// A yes is about what was in sight this long: nobody reads faster, and what comes in under the pointer is not meant.
export const READ_MS = 1_000;
// Of one device at once: more than anybody reads.
export const SHOWN_MOST = 20;

/** What one device wants. */
export interface AskGroup {
  device: DeviceId;
  shown: readonly AskRow[];
  /** Of those that come with the next ones. */
  later: number;
}

export class Asks {
  readonly rows: Signal<readonly AskRow[]> = signal([]);
  /** Beyond these rows. */
  readonly more: Signal<number> = signal(0);
  readonly groups = computed<readonly AskGroup[]>(() => grouped(this.rows.value));
  /** Whose code could be read. */
  readonly #read: Signal<ReadonlySet<ExecId>> = signal(new Set<ExecId>());

  constructor(private readonly arrange: (ask: Ask) => Promise<string | null>) {}

  hear({ asks, more }: AsksTold): void {
    this.rows.value = asks;
    this.more.value = more;
    this.#willBeRead();
  }

  lost(): void {
    this.rows.value = [];
    this.more.value = 0;
    this.#read.value = new Set();
  }

  /** Those of them that a yes given now is about. */
  readable(group: AskGroup): ExecId[] {
    const read = this.#read.value;
    return execsOf(group.shown).filter((exec) => read.has(exec));
  }

  /** A sentence where it was not done. */
  allow(execs: ExecId[], always?: DeviceId): Promise<string | null> {
    return this.arrange({ t: "allow", execs, ...(always === undefined ? {} : { always }) });
  }

  deny(group: AskGroup): Promise<string | null> {
    return this.arrange({ t: "deny", execs: execsOf(group.shown) });
  }

  #willBeRead(): void {
    const shown = this.groups.peek().flatMap((group) => group.shown);
    const execs = execsOf(shown.filter(({ source }) => source !== undefined));
    if (execs.some((exec) => !this.#read.peek().has(exec)))
      setTimeout(() => (this.#read.value = new Set([...this.#read.peek(), ...execs])), READ_MS);
  }
}

const execsOf = (rows: readonly AskRow[]): ExecId[] => rows.map(({ exec }) => exec);

function grouped(rows: readonly AskRow[]): AskGroup[] {
  const devices = [...new Set(rows.map(({ device }) => device))];
  return devices.map((device) => {
    const all = rows.filter((row) => row.device === device);
    return { device, shown: all.slice(0, SHOWN_MOST), later: Math.max(0, all.length - SHOWN_MOST) };
  });
}
