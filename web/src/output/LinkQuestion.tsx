// A frame can't open pages. It asks, and the reader sees where it would go.
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "./words";

export function LinkQuestion({ href, onDone }: { href: string; onDone: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="out-link-question" aria-label={words.openLink} onClose={onDone}>
      <p>{words.openLink}</p>
      <p class="out-link-target">{href}</p>
      <form method="dialog">
        <a
          class="out-button"
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          onClick={() => dialog.current?.close()}
        >
          {words.open}
        </a>
        <button type="submit" class="out-button" autofocus>
          {words.cancel}
        </button>
      </form>
    </dialog>
  );
}
