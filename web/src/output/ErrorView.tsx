// An exception: what it says first, then where it came from.
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Output } from "../protocol";
import { withoutColours } from "./ansi";
import { drawable, joined } from "./text";
import { FoldedText, TextView, type Writer } from "./TextView";
import { ownCell, parts, type Part } from "./traceback";
import { words } from "./words";

export interface PlaceLinks {
  /** Goes to a line of the run's own cell. */
  onLink?: (line: number) => void;
  /** Goes to a line of another cell, by its number among the cells when it ran. */
  onCellLink?: (cell: number, line: number) => void;
}

export function ErrorView({ output, count, ...links }: { output: Output; count?: number } & PlaceLinks) {
  const name = withoutColours(drawable(joined(output.ename)));
  const message = joined(output.evalue);
  const traceback = joined((output.traceback ?? []).map(joined).join("\n"));
  const write = useWriter(traceback, count, links);
  return (
    <div class="out out-error" role="group" aria-label={words.error(name)}>
      <div class="out-error-head">
        <span class="out-mark" aria-hidden="true" />
        <strong>{name}</strong>
        {message !== "" && <TextView text={`: ${message}`} write={write} class="out-error-message" />}
      </div>
      {traceback !== "" && <Traceback text={traceback} write={write} />}
    </div>
  );
}

function Traceback({ text, write }: { text: string; write: Writer }) {
  const [shown, setShown] = useState(true);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="out-button out-disclose" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {words.traceback}
      </button>
      {shown && (
        <FoldedText parts={[text]} size={text.length} open={open} onToggle={() => setOpen(!open)} write={write} />
      )}
    </>
  );
}

/** Writes text with its places as buttons, where somebody goes there. */
function useWriter(traceback: string, count: number | undefined, { onLink, onCellLink }: PlaceLinks): Writer {
  return useMemo(() => {
    const own = ownCell(withoutColours(traceback));
    return (text) => parts(text, own, count).map((part) => written(part, { onLink, onCellLink }));
  }, [traceback, count, onLink, onCellLink]);
}

function written({ text, place }: Part, { onLink, onCellLink }: PlaceLinks): VNode | string {
  if (!place) return text;
  const { line, cell } = place;
  const go = cell === undefined ? onLink && (() => onLink(line)) : onCellLink && (() => onCellLink(cell, line));
  if (!go) return text;
  return (
    <button type="button" class="out-place" title={words.goTo(line, cell)} onClick={go}>
      {text}
    </button>
  );
}
