// What others changed while this computer did not look: cells to go through, until it is dismissed.
import { computed, type Signal, signal } from "@preact/signals";
import type { AwayChange, CellId, DeviceId } from "../protocol";

export class Away {
  readonly changes: Signal<readonly AwayChange[]> = signal([]);
  /** The cell that is looked at, while somebody goes through them. */
  readonly at: Signal<CellId | null> = signal(null);
  /** Who changed a cell. */
  readonly byCell = computed(() => {
    const names = new Map<CellId, string[]>();
    for (const { name, cells } of this.changes.value)
      for (const cell of cells) names.set(cell, [...new Set([...(names.get(cell) ?? []), name])]);
    return names;
  });
  /** Those that are still in the notebook, from the top. */
  readonly cells = computed(() => this.order.value.filter((cell) => this.byCell.value.has(cell)));
  readonly names = computed(() => [...new Set(this.changes.value.map(({ name }) => name))]);

  constructor(private readonly order: Signal<CellId[]>) {}

  /** What was told before and not dismissed stays. */
  told(changes: AwayChange[]): void {
    const all = new Map<DeviceId, AwayChange>();
    for (const change of [...this.changes.peek(), ...changes]) {
      const cells = [...new Set([...(all.get(change.device)?.cells ?? []), ...change.cells])];
      all.set(change.device, { ...change, cells });
    }
    this.changes.value = [...all.values()];
  }

  /** The next or previous one, round and round; the first where none is looked at. */
  step(by: -1 | 1): CellId | null {
    const cells = this.cells.value;
    const at = cells.indexOf(this.at.value ?? "");
    const next = at < 0 ? (by > 0 ? 0 : cells.length - 1) : (at + by + cells.length) % cells.length;
    this.at.value = cells[next] ?? null;
    return this.at.value;
  }

  dismiss(): void {
    this.changes.value = [];
    this.at.value = null;
  }
}
