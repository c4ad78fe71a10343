import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

// Shorter waits are not worth a word that flickers.
const SHOWN_AFTER_MS = 400;

/** True once `on` has been true for a while; `now` does not wait. */
export function useLater(on: boolean, now: boolean): boolean {
  const late = useSignal(false);
  useEffect(() => {
    if (!on) late.value = false;
    else if (now) late.value = true;
    else {
      const timer = setTimeout(() => (late.value = true), SHOWN_AFTER_MS);
      return () => clearTimeout(timer);
    }
  }, [on, now, late]);
  return late.value;
}
