// The few HTML tags that people write in notebooks' markdown. Each is taken apart and written anew, with no more than its
// harmless attributes; everything else stays text. Pure.
import type { Attachments } from "../protocol";
import { escaped, escapedKeepingEntities, formulaHtml } from "./escape";
import { slug, slugOfFragment } from "./headings";
import { isLinkable } from "./links";
import { formulaAt, type Absent } from "./math";
import { pictureHtml } from "./pictures";

const INLINE = words(
  "a abbr b br cite code del em font i img ins kbd mark q s samp small span strong sub sup tt u var wbr",
);
const BLOCK = words(
  "blockquote caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td tfoot th thead tr ul",
);
/** Written as they are; values are checked. */
const ATTRIBUTES: Record<string, RegExp> = {
  align: /^(left|right|center|justify)$/i,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  start: /^-?\d{1,6}$/,
  width: /^\d{1,4}%?$/,
  open: /^(open)?$/i,
  title: /^[^]{0,300}$/,
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

export interface Tag {
  readonly html: string;
  readonly end: number;
}

type Attributes = Map<string, string>;

const NAME = /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])/y;
const ATTRIBUTE = /\s+([a-zA-Z][a-zA-Z-]{0,30})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;
const END = /\s*\/?>/y;
/** More attributes than any honest tag has. */
const ATTRIBUTES_MAX = 20;

/** The tag or comment that begins at `at`, written anew. undefined: it is no such tag, so it is text. */
export function tagAt(text: string, at: number, absent: Absent, attachments?: Attachments): Tag | undefined {
  if (text.startsWith("<!--", at)) return comment(text, at, absent);
  const head = match(NAME, text, at);
  const name = head?.[2]!.toLowerCase();
  if (!head || !name || !(INLINE.has(name) || BLOCK.has(name))) return undefined;
  const attributes: Attributes = new Map();
  let end = at + head[0].length;
  for (let found; attributes.size < ATTRIBUTES_MAX && (found = match(ATTRIBUTE, text, end)); end += found[0].length)
    attributes.set(found[1]!.toLowerCase(), unescaped(found[2] ?? found[3] ?? found[4] ?? ""));
  const close = match(END, text, end);
  if (!close) return undefined;
  return { html: head[1] ? `</${name}>` : opened(name, attributes, attachments), end: end + close[0].length };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function comment(text: string, at: number, absent: Absent): Tag | undefined {
  const end = absent.has("-->") ? -1 : text.indexOf("-->", at + 4);
  if (end < 0) absent.add("-->");
  return end < 0 ? undefined : { html: "", end: end + 3 };
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (value: string) => value.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);

function opened(name: string, attributes: Attributes, attachments: Attachments | undefined): string {
  if (name === "img") return picture(attributes, attachments);
  const kept = [...attributes].filter(([key, value]) => ATTRIBUTES[key]?.test(value));
  const written = kept.map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
  return `<${name}${written}${idOf(attributes)}${name === "a" ? target(attributes.get("href")) : ""}>`;
}

function picture(attributes: Attributes, attachments: Attachments | undefined): string {
  const given = Object.fromEntries(attributes);
  return pictureHtml({ ...given, src: attributes.get("src") ?? "", alt: attributes.get("alt") ?? "" }, attachments);
}

/** Places inside the notebook that tables of contents lead to. */
function idOf(attributes: Attributes): string {
  const id = attributes.get("id") ?? attributes.get("name");
  return id ? ` id="${escaped(slug(id))}"` : "";
}

function target(href: string | undefined): string {
  if (href?.startsWith("#")) return ` href="#${escaped(slugOfFragment(href))}"`;
  return href && isLinkable(href) ? ` href="${escaped(href)}" target="_blank" rel="noopener noreferrer"` : "";
}

const BLOCK_START = /^ {0,3}(?:<!--|<\/?([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>]|$))/;

/** Whether a line begins HTML that goes on to the next empty line. */
export function beginsBlock(line: string): boolean {
  const found = BLOCK_START.exec(line);
  return found !== null && (found[1] === undefined || BLOCK.has(found[1].toLowerCase()));
}

/** A text with its tags and formulas written anew and all the rest as text. */
export function blockHtml(text: string, attachments?: Attachments): string {
  const absent: Absent = new Set();
  let html = "";
  let from = 0;
  const next = /[<$\\]/g;
  for (let found; (found = next.exec(text));) {
    const piece = pieceAt(text, found.index, absent, attachments);
    if (!piece) continue;
    html += escapedKeepingEntities(text.slice(from, found.index)) + piece.html;
    from = next.lastIndex = piece.end;
  }
  return html + escapedKeepingEntities(text.slice(from));
}

function pieceAt(text: string, at: number, absent: Absent, attachments?: Attachments): Tag | undefined {
  if (text[at] === "<") return tagAt(text, at, absent, attachments);
  const formula = formulaAt(text, at, absent);
  return formula && { html: formulaHtml(formula.tex, formula.display), end: formula.end };
}
