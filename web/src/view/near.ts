// Which cells are near the viewport: those get an editor; those somewhat further off are coloured; the rest is plain text.
import { type Signal, signal } from "@preact/signals";

export type Nearness = "near" | "around" | "far";

// One screen of mounted editors is enough for quick scrolling; colours reach a little further.
const NEAR = "400px 0px";
const AROUND = "1600px 0px";

export class NearObserver {
  readonly #states = new Map<Element, { near: boolean; around: boolean; nearness: Signal<Nearness> }>();
  readonly #near = this.#observer(NEAR, "near");
  readonly #around = this.#observer(AROUND, "around");

  observe(element: Element, nearness: Signal<Nearness>): () => void {
    const isNear = nearness.peek() === "near";
    this.#states.set(element, { near: isNear, around: isNear, nearness });
    this.#around.observe(element);
    return () => {
      this.#states.delete(element);
      this.#near.unobserve(element);
      this.#around.unobserve(element);
    };
  }

  end(): void {
    this.#near.disconnect();
    this.#around.disconnect();
  }

  #observer(rootMargin: string, band: "near" | "around"): IntersectionObserver {
    const seen = (entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) this.#set(target, band, isIntersecting);
    };
    return new IntersectionObserver(seen, { rootMargin });
  }

  /** With each frame a browser looks where everything observed is: the few around are enough for the narrow band. */
  #lookCloser(element: Element, isAround: boolean): void {
    if (isAround) return this.#near.observe(element);
    this.#near.unobserve(element);
    this.#states.get(element)!.near = false;
  }

  /** A mounted editor stays until its cell leaves the wider band: no flicker at the edge. */
  #set(element: Element, band: "near" | "around", inside: boolean): void {
    const state = this.#states.get(element);
    if (!state) return;
    state[band] = inside;
    if (band === "around") this.#lookCloser(element, inside);
    const was = state.nearness.peek();
    const isNear = state.near || (was === "near" && state.around);
    state.nearness.value = isNear ? "near" : state.around ? "around" : "far";
  }
}

// Certainly on the first screen: their editors need not wait for the observer.
const FIRST_CELLS = 3;

export const newNearness = (number: number): Signal<Nearness> => signal(number <= FIRST_CELLS ? "near" : "far");
