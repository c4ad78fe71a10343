// Text of outputs: pieces put together, control characters taken out, cut into blocks that are drawn one by one. Pure.
import type { Text } from "../protocol";

/** Lines of a long output that are shown before it is unfolded: a screen is about twice as much. */
export const FOLD_ROWS = 24;
/** Lines of its end that stay in view: where a run that goes on says how far it is. */
export const TAIL_ROWS = 3;
/** A longer line counts as several: about what a wide window shows in one. */
export const ROW_CHARS = 160;
/** Lines drawn as one block: some screens, and few enough blocks for millions of lines. */
const BLOCK_ROWS_MAX = 1_000;
/** UTF-16 units of one block: what a browser lays out in a few milliseconds. */
const BLOCK_CHARS_MAX = 16 * 1024;
/** No escape sequence that is let through is longer. */
const ESCAPE_CHARS_MAX = 64;

/** A part of a text, and the colours in force where it begins. */
export interface Block {
  readonly text: string;
  readonly style: string;
  readonly rows: number;
}

export function joined(text: Text | undefined): string {
  return typeof text === "string" ? text : (text ?? []).join("");
}

/** Sequences of a terminal other than colours: OSC and its like, CSI with another end, two-character ones. None takes a line end. */
const OTHER_ESCAPES =
  /\u001b(?:[\]PX^_][^\u0007\u001b\n]{0,4096}(?:\u0007|\u001b\\)?|\[[0-9:;<=>?]{0,64}[ -/]{0,8}[@-ln-~]|\[[<=>?][0-9:;<=>?]{0,64}m|[ -/]{1,8}[0-~]|[0-Z\\^_`a-z{|}~])/g;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g;
const PLAIN = /^[\t\n\u0020-\u007e\u00a0-\uffff]*$/;

/** What is drawn of a text: colours kept, everything else a terminal would do left out, overwritten lines done. */
export function drawable(text: string): string {
  if (PLAIN.test(text)) return text;
  const unified = text
    .replaceAll("\r\n", "\n")
    .replace(OTHER_ESCAPES, "")
    .replace(COLON_COLOURS, withSemicolons)
    .replace(COLOUR_CROWDS, "$1");
  return overwritten(unified).replace(CONTROLS, "");
}

/** Many colours in a row, of which only the last ones count. */
const COLOUR_CROWDS = /(?:\u001b\[[\d;]{0,64}m)+((?:\u001b\[[\d;]{0,64}m){8})/g;

/** Colours as ISO 8613-6 writes them, "38:2::r:g:b". */
const COLON_COLOURS = /\u001b\[[\d;]{0,64}:[\d;:]{0,64}m/g;
const withSemicolons = (sequence: string) => sequence.replaceAll("::", ":").replaceAll(":", ";");

/** The node has done so for what ran here; streams of files come as they were written. */
function overwritten(text: string): string {
  if (!text.includes("\r") && !text.includes("\b")) return text;
  return text.split("\n").map(overwrittenLine).join("\n");
}

/** As much of a line that rewrites itself is looked at, from its end. */
const OVERWRITTEN_CHARS_MAX = 64 * 1024;
/** Rewrites of one line that are looked at, the last ones: earlier ones can hardly be seen any more. */
const OVERWRITES_MAX = 200;

function overwrittenLine(line: string): string {
  if (!line.includes("\r") && !line.includes("\b")) return line;
  const parts = erased(line.slice(-OVERWRITTEN_CHARS_MAX)).split("\r").slice(-OVERWRITES_MAX);
  return parts.reduce((below, above) => {
    const covers = above.length >= below.length || below.includes("\u001b") || above.includes("\u001b");
    return above === "" || !covers ? above + below.slice(above.length) : above;
  });
}

/** Backspaces done, one pass. */
function erased(line: string): string {
  if (!line.includes("\b")) return line;
  const kept: string[] = [];
  for (const unit of line) {
    if (unit === "\b") kept.pop();
    else kept.push(unit);
  }
  return kept.join("");
}

/** Where a text of at most `rows` lines ends; long lines count as several. */
export function cutAfter(text: string, rows: number): number {
  let at = 0;
  for (let left = rows; left > 0 && at < text.length;) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed + 1;
    const used = rowsOfLine(end - at);
    if (used > left) return safeCut(text, at + left * ROW_CHARS);
    left -= used;
    at = end;
  }
  return at;
}

/** Where the last `rows` lines of a text begin; of a long line its end. */
export function cutBefore(text: string, rows: number): number {
  let at = text.endsWith("\n") ? text.length - 1 : text.length;
  const least = Math.max(0, text.length - rows * ROW_CHARS);
  for (let left = rows; left > 0; left--) {
    const feed = at > 0 ? text.lastIndexOf("\n", at - 1) : -1;
    if (feed < least) return least === 0 ? 0 : safeCut(text, Math.max(least, feed + 1));
    at = feed;
  }
  return at + 1;
}

const rowsOfLine = (length: number) => Math.max(1, Math.ceil(length / ROW_CHARS));

/** How many lines a reader would count. */
export function lineCount(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** A place near `at` that parts neither a character nor an escape sequence. */
function safeCut(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const escape = text.lastIndexOf("\u001b", at - 1);
  if (escape >= 0 && at - escape < ESCAPE_CHARS_MAX && !/^\u001b\[[\d;:]*m/.test(text.slice(escape, at))) {
    if (escape > 0) return escape;
  }
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit < 0xdc00 && at > 1 ? at - 1 : at;
}

/** A text that is drawn as it grows: of what goes on after whole lines only the new part is looked at. */
export class Drawing {
  private raw = "";
  private settled = 0;
  private drawn = "";
  private drawnSettled = 0;
  private linesSettled = 0;
  lines = 0;

  update(raw: string): string {
    if (raw === this.raw) return this.drawn;
    if (!raw.startsWith(this.raw.slice(0, this.settled))) this.settled = this.drawnSettled = this.linesSettled = 0;
    const before = this.drawn.slice(0, this.drawnSettled);
    const added = drawable(raw.slice(this.settled));
    const feed = raw.lastIndexOf("\n");
    const drawnFeed = added.lastIndexOf("\n");
    this.raw = raw;
    this.drawn = before + added;
    this.lines = this.linesSettled + lineCount(added);
    if (feed >= this.settled && drawnFeed >= 0) {
      this.settled = feed + 1;
      this.drawnSettled += drawnFeed + 1;
      this.linesSettled += lineCount(added.slice(0, drawnFeed + 1));
    }
    return this.drawn;
  }
}

/** A text as blocks. Blocks that stayed as they were stay the same objects, so that only what is new is drawn. */
export class Blocks {
  private text = "";
  private blocks: Block[] = [];

  get list(): readonly Block[] {
    return this.blocks;
  }

  update(text: string): readonly Block[] {
    if (text === this.text) return this.blocks;
    const kept = this.keep(text);
    this.blocks = this.blocks.slice(0, kept);
    let at = this.blocks.reduce((sum, block) => sum + block.text.length, 0);
    const last = this.blocks.at(-1);
    let style = last ? styleAfter(last.style, last.text) : "";
    while (at < text.length) {
      const block = nextBlock(text, at, style);
      this.blocks.push(block);
      style = styleAfter(style, block.text);
      at += block.text.length;
    }
    this.text = text;
    return this.blocks;
  }

  /** How many blocks begin the new text too; the last one may grow and is made anew. */
  private keep(text: string): number {
    let at = 0;
    for (let i = 0; i < this.blocks.length - 1; i++) {
      const block = this.blocks[i]!;
      if (!text.startsWith(block.text, at)) return i;
      at += block.text.length;
    }
    return Math.max(0, this.blocks.length - 1);
  }
}

function nextBlock(all: string, from: number, style: string): Block {
  const text = all.slice(from, from + BLOCK_CHARS_MAX + 1);
  let at = 0;
  let rows = 0;
  while (rows < BLOCK_ROWS_MAX) {
    const feed = text.indexOf("\n", at);
    if (feed < 0) break;
    rows += rowsOfLine(feed + 1 - at);
    at = feed + 1;
  }
  const isEnd = text.length <= BLOCK_CHARS_MAX && rows < BLOCK_ROWS_MAX;
  if (isEnd || at === 0) {
    const end = isEnd ? text.length : safeCut(text, BLOCK_CHARS_MAX) || BLOCK_CHARS_MAX;
    if (end > at) rows += rowsOfLine(end - at);
    at = end;
  }
  return { text: text.slice(0, at), style, rows };
}

const COLOURS = /\u001b\[([\d;]{0,64})m/g;
/** Codes kept of colours that are never reset: all attributes and both colours fit many times. */
const STYLE_CODES_MAX = 24;

/** The colours in force after a text, as escape sequences or nothing. */
export function styleAfter(style: string, text: string): string {
  if (!text.includes("\u001b")) return style;
  let codes: string[] = [];
  for (const [, parameters = ""] of (style + text).matchAll(COLOURS)) {
    if (/^0*$/.test(parameters)) codes = [];
    else if (/^0*;/.test(parameters)) codes = [parameters];
    else codes = [...codes.filter((code) => code !== parameters), parameters].slice(-STYLE_CODES_MAX);
  }
  return codes.map((code) => `\u001b[${code}m`).join("");
}
