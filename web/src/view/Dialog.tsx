import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Icon } from "./Icon";

interface Props {
  bench: Workbench;
  title: string;
  kind: string;
  children: ComponentChildren;
}

/** A native dialog over the notebook. However it closes, the focus goes back to where it was. */
export function Dialog({ bench, title, kind, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const gone = useRef(false);
  // Before the next key: it belongs to the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const element = dialog.current!;
    element.showModal();
    return () => {
      // What is behind an open dialog takes no focus.
      gone.current = true;
      element.close();
      if (before && before !== document.body && before.isConnected) before.focus();
      else bench.focusActive();
    };
  }, [bench]);
  const close = () => {
    if (!gone.current) bench.dialog.value = null;
  };
  return (
    <dialog
      ref={dialog}
      class={`dialog ${kind}`}
      aria-label={title}
      onClose={close}
      onPointerDown={(event) => event.target === dialog.current && close()}
    >
      <div class="dialog-inside">
        <div class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="icon-button" aria-label={S.dialog.close} onClick={close}>
            <Icon of={X} />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
