// Where cells run: what the node tells, and what this tab chose.
import { computed, type Signal, signal } from "@preact/signals";
import type { DeviceId, ExecId, HostRow, HostsTold, RunHead } from "../protocol";
import { S } from "../strings";

export class Hosts {
  /** Null: not told, as the notebook is not shared, or not true any more since the node is away. */
  readonly told: Signal<HostsTold | null> = signal(null);
  /** From now on in this tab; null: as usual. */
  readonly chosen: Signal<DeviceId | null> = signal(null);
  /** Runs whose computer is gone, for which somebody waits. */
  readonly awaited: Signal<ReadonlySet<ExecId>> = signal(new Set<ExecId>());
  /** Null: no computer is there that runs anything. */
  readonly target = computed<DeviceId | null>(() => this.chosen.value ?? this.told.value?.usual ?? null);
  readonly targetRow = computed(() => this.row(this.target.value));
  /** Whether cells run on this computer, as they do in a notebook that nobody else has. */
  readonly isHere = computed(() => this.told.value === null || (this.targetRow.value?.me ?? false));
  /** Whether another computer runs something for this one. */
  readonly othersRun = computed(() => this.told.value?.hosts.some((one) => !one.me && one.runs !== "no") ?? false);

  hear(told: HostsTold): void {
    this.told.value = told;
    if (this.chosen.value !== null && this.row(this.chosen.value) === undefined) this.chosen.value = null;
  }

  lost(): void {
    this.told.value = null;
  }

  /** The usual one is no choice: what runs there follows where it goes. */
  choose(device: DeviceId): void {
    this.chosen.value = device === this.told.value?.usual ? null : device;
  }

  await(exec: ExecId): void {
    this.awaited.value = new Set([...this.awaited.value, exec]);
  }

  /** What a run asked for now says about where. */
  get on(): { on?: DeviceId } {
    return this.chosen.value === null ? {} : { on: this.chosen.value };
  }

  row(device: DeviceId | null): HostRow | undefined {
    return this.told.value?.hosts.find((one) => one.device === device);
  }
}

/** Why nothing can be run there now; null if it can. */
export function hostObstacle({ here, me, runs }: HostRow, why?: string): string | null {
  if (!here) return S.hosts.away;
  if (runs !== "no") return null;
  return me ? (why ?? S.hosts.nothingHere) : S.hosts.refuses;
}

/** The device that runs it, ran it or is to run it. */
export const placeOf = ({ ranOn, runsOn }: RunHead): DeviceId | undefined => ranOn ?? runsOn;
