// Components whose code is loaded when the first of them is shown.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { words } from "./words";
import { Withheld } from "./Withheld";

export function lazy<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, redraw] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Loaded || failed) return;
      let current = true;
      load().then(
        (module) => {
          Loaded = module.default;
          if (current) redraw((count) => count + 1);
        },
        () => current && setFailed(true),
      );
      return () => void (current = false);
    }, [failed]);
    if (Loaded) return <Loaded {...props} />;
    const again = { word: words.tryAgain, run: () => setFailed(false) };
    return failed ? <Withheld why={words.partMissing} action={again} /> : <p class="out-note">{words.loading}</p>;
  };
}
