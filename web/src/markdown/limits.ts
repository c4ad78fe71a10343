// What is too much to be rendered as markdown: it would hold up the page, and no person wrote it. Pure.

/** UTF-16 units. Pictures inside the text are most of it. */
const CHARS_MAX = 8 * 1024 * 1024;
/** Of each character that begins something: parsers take time that grows with the square of some of them. */
const MARKS_MAX = 10_000;
const MARKS = "[]()*_`~<$\\&!|>:";
/** Elements of one text, and inside each other. */
const ELEMENTS_MAX = 20_000;
const DEPTH_MAX = 100;

/** Before it is rendered. */
export function isTameSource(source: string): boolean {
  return source.length <= CHARS_MAX && [...MARKS].every((mark) => isRare(mark, source));
}

function isRare(mark: string, source: string): boolean {
  let count = 0;
  for (let at = source.indexOf(mark); at >= 0; at = source.indexOf(mark, at + 1)) if (++count > MARKS_MAX) return false;
  return true;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)/g;
const EMPTY = new Set(["br", "hr", "img", "input", "wbr"]);

/** Before it is put into the page. */
export function isTameHtml(html: string): boolean {
  let depth = 0;
  let count = 0;
  for (const [, close, name] of html.matchAll(TAG)) {
    if (EMPTY.has(name!)) continue;
    depth = Math.max(0, depth + (close ? -1 : 1));
    if (depth > DEPTH_MAX || ++count > 2 * ELEMENTS_MAX) return false;
  }
  return true;
}
