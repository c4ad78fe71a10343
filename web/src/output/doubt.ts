// Why scripts of an output wait for a word of their reader.
import type { Run } from "../protocol";

export type Doubt =
  | { readonly k: "file" }
  /** `trust`: from now on all outputs of that device are shown with their scripts. */
  | { readonly k: "device"; readonly name: string; readonly trust: () => void };

/** The device that ran something: what it is called, empty if nobody knows. */
export interface Host {
  name: string;
  trust: () => void;
}

const FILE: Doubt = { k: "file" };

export function doubtOf({ fromFile, withheld }: Run, host: Host | undefined): Doubt | null {
  if (fromFile) return FILE;
  return withheld ? { k: "device", name: host?.name ?? "", trust: () => host?.trust() } : null;
}
