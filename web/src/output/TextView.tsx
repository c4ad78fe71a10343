// Text as a terminal shows it, folded when long, drawn block by block near the view only.
import { Fragment, type VNode } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { BlobSource, Datum } from "../protocol";
import { spans, withoutColours } from "./ansi";
import { useBody, type Body } from "./body";
import { useNear } from "./near";
import { PRINTED_ROWS_MAX, printing } from "./printing";
import { Blocks, cutAfter, cutBefore, drawable, Drawing, FOLD_ROWS, styleAfter, TAIL_ROWS, type Block } from "./text";
import { words } from "./words";
import { Withheld } from "./Withheld";

/** How a run of equally coloured text is written: as it is, or with links in it. */
export type Writer = (text: string) => VNode | string | (VNode | string)[];

const asIs: Writer = (text) => text;

/** Coloured text as nodes. */
function Coloured({ text, style, write }: { text: string; style: string; write: Writer }) {
  return (
    <>
      {spans(text, style).map((span) =>
        span.classes || span.style ? (
          <span class={span.classes || undefined} style={span.style || undefined}>
            {write(span.text)}
          </span>
        ) : (
          write(span.text)
        ),
      )}
    </>
  );
}

/** A block of a long text: an empty box of about its height while it is far from the view. */
function FarBlock({ block, write }: { block: Block; write: Writer }) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef<number>(0);
  const near = useNear(box) || printing.value;
  const text = useMemo(() => <Coloured text={block.text} style={block.style} write={write} />, [block, write]);
  if (!near && box.current?.firstChild) height.current = box.current.offsetHeight;
  const size = height.current ? `${height.current}px` : `${block.rows}lh`;
  return (
    <div ref={box} style={near ? undefined : { height: size }}>
      {near ? text : null}
    </div>
  );
}

/** All of a text. Blocks that did not change are not looked at again. */
function Unfolded({ text, write }: { text: string; write: Writer }) {
  const blocks = useRef(new Blocks());
  const drawn = useRef(new WeakMap<Block, VNode>());
  const list = blocks.current.update(text);
  const limit = printing.value ? printedBlocks(list) : list.length;
  const nodes = list.slice(0, limit).map((block, index) => {
    const known = drawn.current.get(block);
    if (known) return known;
    const node = <FarBlock key={index} block={block} write={write} />;
    drawn.current.set(block, node);
    return node;
  });
  const left = list.slice(limit).reduce((rows, block) => rows + block.rows, 0);
  return (
    <>
      {nodes}
      {left > 0 && <p class="out-note">{words.notPrinted(left)}</p>}
    </>
  );
}

function printedBlocks(list: readonly Block[]): number {
  let rows = 0;
  const end = list.findIndex((block) => (rows += block.rows) > PRINTED_ROWS_MAX);
  return end < 0 ? list.length : Math.max(1, end);
}

/** How far before the last lines their colours are looked for. */
const COLOUR_CHARS = 16 * 1024;

/** The last few lines of a long text. */
function Tail({ rest, write }: { rest: string; write: Writer }) {
  const from = cutBefore(rest, TAIL_ROWS);
  const style = styleAfter("", rest.slice(Math.max(0, from - COLOUR_CHARS), from));
  return (
    <div class="out-tail">
      <Coloured text={rest.slice(from)} style={style} write={write} />
    </div>
  );
}

interface FoldProps {
  /** In order; undefined where a part is not loaded. */
  parts: readonly (string | undefined)[];
  /** Bytes of all parts, for what is not loaded. */
  size: number;
  open: boolean;
  onToggle: () => void;
  write?: Writer;
  class?: string;
}

/** A text in parts. Folded, it needs the first ones, as far as they fill the fold, and the last one. */
export function FoldedText({ parts, size, open, onToggle, write = asIs, class: name = "" }: FoldProps) {
  const drawing = useRef(new Drawing()).current;
  const fold = useMemo(() => folded(parts, drawing), parts as unknown[]);
  const box = useRef<HTMLDivElement>(null);
  const isOpen = open || printing.value || !fold.isLong;
  const word = fold.isWhole ? words.showAllLines(fold.lines) : words.showAllSize(size);
  const toggle = () => {
    onToggle();
    if (isOpen) box.current?.scrollIntoView({ block: "nearest" });
  };
  const copy = () => void navigator.clipboard.writeText(withoutColours(drawable(parts.join(""))));
  return (
    <div ref={box} class={`out-text ${name}`}>
      <Fragment key="text">
        {isOpen ? (
          chunks(parts).map((text, index) => <Chunk key={index} text={text} write={write} />)
        ) : (
          <div>
            <Coloured text={fold.head} style="" write={write} />
          </div>
        )}
      </Fragment>
      {fold.isLong && !printing.value && (
        <div key="fold" class={isOpen ? "out-fold out-fold-open" : "out-fold"}>
          <button type="button" class="out-button" aria-expanded={isOpen} onClick={toggle}>
            {isOpen ? words.showLess : word}
          </button>
          {fold.isWhole && (
            <button type="button" class="out-button" onClick={copy}>
              {words.copyAll}
            </button>
          )}
        </div>
      )}
      {!isOpen && <Tail key="tail" rest={fold.rest} write={write} />}
    </div>
  );
}

function folded(parts: readonly (string | undefined)[], drawing: Drawing) {
  const missing = parts.indexOf(undefined);
  const first = drawing.update(parts.slice(0, missing < 0 ? parts.length : missing).join(""));
  const cut = cutAfter(first, FOLD_ROWS);
  const rest = missing < 0 ? first.slice(cut) : drawable(parts.at(-1) ?? "");
  const isLong = missing >= 0 || cutAfter(rest, TAIL_ROWS) < rest.length;
  return { head: first.slice(0, cut), rest, isLong, isWhole: missing < 0, lines: drawing.lines };
}

/** Parts are put together as far as a line goes on from one to the next. */
const CHUNK_CHARS = 64 * 1024;

function chunks(parts: readonly (string | undefined)[]): (string | undefined)[] {
  const chunks: (string | undefined)[] = [];
  for (const part of parts) {
    const before = chunks.at(-1);
    const goesOn = before !== undefined && !before.endsWith("\n") && before.length < CHUNK_CHARS;
    if (goesOn && part !== undefined) chunks[chunks.length - 1] = before + part;
    else chunks.push(part);
  }
  return chunks;
}

function Chunk({ text, write }: { text: string | undefined; write: Writer }) {
  const drawing = useRef(new Drawing()).current;
  const drawn = drawing.update(text ?? "");
  return text === undefined ? <p class="out-note">{words.loading}</p> : <Unfolded text={drawn} write={write} />;
}

/** A text that is all there, folded on its own. */
export function TextView(props: { text: string; write?: Writer; class?: string }) {
  const [open, setOpen] = useState(false);
  const parts = [props.text];
  const toggle = () => setOpen((before) => !before);
  return <FoldedText {...props} parts={parts} size={props.text.length} open={open} onToggle={toggle} />;
}

/** What stands where a body is not there. */
export function BodyWithheld({ body, what }: { body: Exclude<Body, { state: "here" }>; what: string }) {
  switch (body.state) {
    case "waits":
      return <p class="out-note">{words.loading}</p>;
    case "asks":
      return <Withheld why={words.large(what, body.size)} action={{ word: words.load, run: body.load }} />;
    case "failed":
      return <Withheld why={words.notLoaded(what, body.why)} action={{ word: words.tryAgain, run: body.again }} />;
  }
}

/** A text by reference. */
export function TextBody({ datum, blobs, near }: { datum: Datum; blobs: BlobSource; near: boolean }) {
  const body = useBody(datum, blobs, near);
  return body.state === "here" ? <TextView text={body.text} /> : <BodyWithheld body={body} what="Text" />;
}
