// Whether an element is in view or about to be. One observer for all.
import { useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";

/** How far outside the view things are made ready: about a screen. */
const AHEAD = "900px";

type Listener = (isNear: boolean) => void;
const listeners = new WeakMap<Element, Listener>();
let observer: IntersectionObserver | undefined;

function observe(element: Element, listener: Listener): () => void {
  if (typeof IntersectionObserver === "undefined") {
    listener(true);
    return () => {};
  }
  const options = { rootMargin: AHEAD, scrollMargin: AHEAD } as IntersectionObserverInit;
  observer ??= new IntersectionObserver((entries) => {
    for (const entry of entries) listeners.get(entry.target)?.(entry.isIntersecting);
  }, options);
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    listeners.delete(element);
  };
}

/** Follows the element of `ref`; with `sticky` it stays true once it was. */
export function useNear(ref: RefObject<Element | null>, sticky = false): boolean {
  const [near, setNear] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    return observe(element, (isNear) => setNear((before) => isNear || (sticky && before)));
  }, [ref, sticky]);
  return near;
}
