// The scripts that draw plots. A frame is of no origin and may load nothing: it is handed the text of its library.
import type { FrameKind } from "./frames";
import { words } from "./words";

const PATHS: Partial<Record<FrameKind, string>> = { vega: "/o/assets/vega.js", plotly: "/o/assets/plotly.js" };
const loading = new Map<string, Promise<string>>();

/** Undefined for outputs that need none. Rejects with a sentence; the next call tries again. */
export function libraryOf(kind: FrameKind): Promise<string> | undefined {
  const path = PATHS[kind];
  if (path === undefined) return undefined;
  const known = loading.get(path);
  if (known) return known;
  const library = load(path);
  loading.set(path, library);
  library.catch(() => loading.delete(path));
  return library;
}

async function load(path: string): Promise<string> {
  const reply = await fetch(path).catch(() => null);
  if (!reply?.ok) throw new Error(words.partMissing);
  return reply.text();
}
