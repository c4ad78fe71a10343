import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Icon } from "./Icon";

interface Props {
  title: string;
  kind: string;
  children: ComponentChildren;
}

/** A dialog over the notebook. */
export function Dialog({ bench, ...props }: Props & { bench: Workbench }) {
  return <Modal {...props} close={() => (bench.dialog.value = null)} refocus={() => bench.focusActive()} />;
}

interface ModalProps extends Props {
  close: () => void;
  /** Where the focus was is no longer there. */
  refocus?: () => void;
}

/** A native dialog over the page. However it closes, the focus goes back to where it was. */
export function Modal({ title, kind, children, close: closed, refocus }: ModalProps) {
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
      else refocus?.();
    };
  }, []);
  const close = () => {
    if (!gone.current) closed();
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
