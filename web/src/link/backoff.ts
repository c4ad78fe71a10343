const FIRST_MS = 150;
const MOST_MS = 8_000;

/**
 * How long to wait before attempt number `failures` + 1: doubling, with full jitter above half so that tabs do not come back
 * together. `random` is in [0, 1).
 */
export function waitMs(failures: number, random: number): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
