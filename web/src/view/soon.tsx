// Parts of the page whose code is loaded when they are first shown: until then nothing stands there.
import { type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";

/** `failed` is told that it could not be loaded: the node is away. Drawing it again tries again. */
export function soon<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  failed: (props: Props) => void = () => {},
): ComponentType<Props> {
  const loaded: Signal<{ Part: ComponentType<Props> } | null> = signal(null);
  let asked = false;
  return function Soon(props: Props) {
    const there = loaded.value;
    if (there) return <there.Part {...props} />;
    if (!asked) {
      asked = true;
      load().then(
        (Part) => (loaded.value = { Part }),
        () => {
          asked = false;
          failed(props);
        },
      );
    }
    return null;
  };
}
