// Where LaTeX stands in a text. Pure; every search that failed is remembered, so that no text takes quadratic time.

export interface Formula {
  readonly tex: string;
  readonly display: boolean;
  /** Just after it. */
  readonly end: number;
}

/** Closing delimiters that do not come any more, for one text. */
export type Absent = Set<string>;

/** As they are written, longest first; Jupyter also knows the ones with two backslashes. */
const DELIMITERS = [
  { open: "$$", close: "$$", display: true },
  { open: "\\\\[", close: "\\\\]", display: true },
  { open: "\\\\(", close: "\\\\)", display: false },
  { open: "\\[", close: "\\]", display: true },
  { open: "\\(", close: "\\)", display: false },
] as const;

const ENVIRONMENT = /\\begin\{([a-zA-Z]{1,20}\*?)\}/y;

/** The formula that begins at `at`. */
export function formulaAt(text: string, at: number, absent: Absent): Formula | undefined {
  const first = text[at];
  if (first !== "$" && first !== "\\") return undefined;
  const found = DELIMITERS.find(({ open }) => text.startsWith(open, at));
  if (found) return delimited(text, at + found.open.length, found.close, found.display, absent);
  return first === "$" ? dollar(text, at, absent) : environment(text, at, absent);
}

function delimited(text: string, from: number, close: string, display: boolean, absent: Absent): Formula | undefined {
  const end = find(text, close, from, absent);
  if (end < 0 || text.slice(from, end).trim() === "") return undefined;
  return { tex: text.slice(from, end), display, end: end + close.length };
}

function find(text: string, what: string, from: number, absent: Absent): number {
  if (absent.has(what)) return -1;
  const at = text.indexOf(what, from);
  if (at < 0) absent.add(what);
  return at;
}

/** "$x$", but neither "$5 and $6" nor "$ x $". */
function dollar(text: string, at: number, absent: Absent): Formula | undefined {
  if (absent.has("$") || /[\s$]/.test(text[at + 1] ?? " ")) return undefined;
  for (let end = at + 2; (end = text.indexOf("$", end)) > 0; end++) {
    if (text[end - 1] === "\\") continue;
    if (/\s/.test(text[end - 1]!) || /\d/.test(text[end + 1] ?? "")) return undefined;
    const tex = text.slice(at + 1, end);
    return tex.includes("\n\n") ? undefined : { tex, display: false, end: end + 1 };
  }
  absent.add("$");
  return undefined;
}

function environment(text: string, at: number, absent: Absent): Formula | undefined {
  ENVIRONMENT.lastIndex = at;
  const name = ENVIRONMENT.exec(text)?.[1];
  if (!name) return undefined;
  const close = `\\end{${name}}`;
  const from = find(text, close, at, absent);
  return from < 0 ? undefined : { tex: text.slice(at, from + close.length), display: true, end: from + close.length };
}
