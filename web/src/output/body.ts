// Bodies of outputs: inline, or fetched by hash when they are wanted.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { BlobSource, Datum } from "../protocol";
import { joined } from "./text";

/** A larger body is loaded only when asked for: it takes noticeable time and memory. */
export const ASK_ABOVE_BYTES = 5 * 1024 * 1024;

export type Body =
  | { readonly state: "here"; readonly text: string }
  | { readonly state: "waits" }
  | { readonly state: "asks"; readonly size: number; readonly load: () => void }
  | { readonly state: "failed"; readonly why: string; readonly again: () => void };

interface Held {
  readonly blob: string;
  readonly text?: string;
  readonly why?: string;
}

export const sizeOf = (datum: Datum): number => ("blob" in datum ? datum.size : joined(datum.text).length);

/** Follows a datum. While a newer body of it is on its way the former one stays. */
export function useBody(datum: Datum, blobs: BlobSource, wanted: boolean): Body {
  return useBodies([datum], blobs, () => wanted)[0]!;
}

/** Follows several data; those fetched that are wanted, given what is there so far. */
export function useBodies(
  data: readonly Datum[],
  blobs: BlobSource,
  wanted: (index: number, bodies: readonly Body[]) => boolean,
): Body[] {
  const shelf = useMemo(() => new Shelf(), []);
  const [, redraw] = useState(0);
  const bodies = data.map((datum, index) => shelf.body(datum, index));
  useEffect(() => {
    shelf.onChange = () => redraw((count) => count + 1);
    return () => void (shelf.onChange = () => {});
  }, [shelf]);
  useEffect(() => {
    data.forEach((datum, index) => {
      if ("blob" in datum && wanted(index, bodies)) shelf.want(datum, index, blobs);
    });
  });
  return bodies;
}

/** What has been fetched for the data of one output, by their places. */
class Shelf {
  onChange = () => {};
  private readonly held: (Held | undefined)[] = [];
  private readonly onTheWay = new Set<string>();
  private readonly asked = new Set<number>();

  body(datum: Datum, index: number): Body {
    if (!("blob" in datum)) {
      const text = joined(datum.text);
      this.held[index] = { blob: "", text };
      return { state: "here", text };
    }
    const held = this.held[index];
    if (held?.blob === datum.blob && held.why !== undefined)
      return { state: "failed", why: held.why, again: () => this.forget(index) };
    if (held?.text !== undefined) return { state: "here", text: held.text };
    if (!this.allowed(datum, index)) return { state: "asks", size: datum.size, load: () => this.allow(index) };
    return { state: "waits" };
  }

  want(datum: { blob: string; size: number }, index: number, blobs: BlobSource): void {
    const { blob } = datum;
    if (this.held[index]?.blob === blob || this.onTheWay.has(blob) || !this.allowed(datum, index)) return;
    this.onTheWay.add(blob);
    const keep = (held: Held) => {
      this.onTheWay.delete(blob);
      this.held[index] = { text: this.held[index]?.text, ...held };
      this.onChange();
    };
    blobs.text(blob).then(
      (text) => keep({ blob, text, why: undefined }),
      (failure: unknown) => keep({ blob, why: failure instanceof Error ? failure.message : String(failure) }),
    );
  }

  private allowed(datum: { size: number }, index: number): boolean {
    return datum.size <= ASK_ABOVE_BYTES || this.asked.has(index);
  }

  private allow(index: number): void {
    this.asked.add(index);
    this.onChange();
  }

  private forget(index: number): void {
    this.held[index] = undefined;
    this.onChange();
  }
}
