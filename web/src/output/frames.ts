// The frames that rich outputs live in: which are known, what they may say, how many are alive. Their origin is opaque;
// whatever they send is a stranger's word.
import { isLinkable } from "../markdown/links";
import type { Look } from "./theme";

/** A frame costs about 60 ms and 4 MB. */
export const ALIVE_MAX = 30;
/** A higher output scrolls inside its frame; CSS pixels. */
export const HEIGHT_MAX_PX = 2_400;
const HEIGHT_MIN_PX = 8;
const LINK_CHARS_MAX = 4_096;

/** All that a frame can say. */
export type FrameWord =
  | { readonly t: "ready" }
  | { readonly t: "height"; readonly px: number }
  | { readonly t: "link"; readonly href: string }
  | { readonly t: "theme" };

/** What a frame is told. `active`: scripts of the output may run. */
export type FrameOrder =
  | {
      readonly t: "show";
      readonly kind: FrameKind;
      readonly mime: string;
      readonly text: string;
      readonly plain: string;
      readonly active: boolean;
      readonly look: Look;
      /** The script that draws plots of this kind. */
      readonly library?: string;
    }
  | { readonly t: "theme"; readonly look: Look };

export type FrameKind = "html" | "script" | "vega" | "plotly";

/** undefined: not one of the four words. */
export function heard(data: unknown): FrameWord | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { t, px, href } = data as Record<string, unknown>;
  if (t === "ready" || t === "theme") return { t };
  if (t === "height" && typeof px === "number" && Number.isFinite(px))
    return { t, px: Math.min(HEIGHT_MAX_PX, Math.max(HEIGHT_MIN_PX, Math.ceil(px))) };
  if (t === "link" && typeof href === "string" && href.length <= LINK_CHARS_MAX && isLinkable(href)) return { t, href };
  return undefined;
}

type Listener = (word: FrameWord) => void;
const known = new Map<HTMLIFrameElement, Listener>();

/** Listens to one frame until the returned function is called. Moved in the page, it gets another window. */
export function listenTo(frame: HTMLIFrameElement, listener: Listener): () => void {
  if (known.size === 0) window.addEventListener("message", onMessage);
  known.set(frame, listener);
  return () => {
    known.delete(frame);
    if (known.size === 0) window.removeEventListener("message", onMessage);
  };
}

function onMessage(event: MessageEvent): void {
  if (event.origin !== "null" || event.source === null) return;
  for (const [frame, listener] of known) {
    const word = frame.contentWindow === event.source ? heard(event.data) : undefined;
    if (word) return listener(word);
  }
}

/** Somebody who holds one of the places for living frames. */
export interface Holder {
  near: boolean;
  /** The place is taken away. */
  evict(): void;
}

const alive = new Set<Holder>();

/** Gives a place, taken from a frame that is far from the view if all are taken. False: all are in view. */
export function claim(holder: Holder, force = false): boolean {
  alive.delete(holder);
  if (alive.size >= ALIVE_MAX) {
    const all = [...alive];
    const far = all.find((other) => !other.near) ?? (force ? all[0] : undefined);
    if (!far) return false;
    alive.delete(far);
    far.evict();
  }
  alive.add(holder);
  return true;
}

export function release(holder: Holder): void {
  alive.delete(holder);
}

export const aliveCount = (): number => alive.size;
