// What Jupyter's markdown has beyond CommonMark: formulas, a few tags, tasks, ids of headings. Rules for markdown-it.
import type { Env as Known, MarkdownIt, StateBlock, StateCore, StateInline, Token } from "markdown-it";
import type { Attachments } from "../protocol";
import { slug } from "./headings";
import { formulaAt, type Absent } from "./math";
import { beginsBlock, blockHtml, tagAt } from "./tags";

/** What one rendering knows. */
export interface Env extends Known {
  attachments?: Attachments;
  /** By text: searches in it that failed. */
  absent?: Map<string, Absent>;
}

function absentIn(text: string, env: Env): Absent {
  const all = (env.absent ??= new Map<string, Absent>());
  const known = all.get(text) ?? new Set();
  all.set(text, known);
  return known;
}

export function jupyterSyntax(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "formula", inlineFormula);
  md.inline.ruler.before("html_inline", "tag", inlineTag);
  const alt = ["paragraph", "reference", "blockquote", "list"];
  md.block.ruler.before("fence", "formula", blockFormula, { alt });
  md.block.ruler.before("html_block", "tag", blockTags, { alt });
  md.core.ruler.push("tasks", tasks);
  md.core.ruler.push("heading_ids", headingIds);
}

function inlineFormula(state: StateInline, silent: boolean): boolean {
  const formula = formulaAt(state.src, state.pos, absentIn(state.src, state.env as Env));
  if (!formula || formula.end > state.posMax) return false;
  if (!silent) add(state.push(formula.display ? "formula_display" : "formula", "", 0), formula.tex);
  state.pos = formula.end;
  return true;
}

function add(token: Token, content: string): void {
  token.content = content;
}

function inlineTag(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "<") return false;
  const env = state.env as Env;
  const tag = tagAt(state.src, state.pos, absentIn(state.src, env), env.attachments);
  if (!tag || tag.end > state.posMax) return false;
  if (!silent) add(state.push("safe_html", "", 0), tag.html);
  state.pos = tag.end;
  return true;
}

const FORMULA_START = /^(?:\$\$|\\\\?\[|\\begin\{)/;

/** A formula that begins a line and ends one, with empty lines in it or not. */
function blockFormula(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const from = state.bMarks[line]! + state.tShift[line]!;
  if (state.sCount[line]! - state.blkIndent >= 4 || !FORMULA_START.test(state.src.slice(from, from + 8))) return false;
  const formula = formulaAt(state.src, from, absentIn(state.src, state.env as Env));
  if (!formula) return false;
  let last = line;
  while (last < endLine && state.eMarks[last]! < formula.end) last++;
  if (last >= endLine || state.src.slice(formula.end, state.eMarks[last]).trim() !== "") return false;
  if (silent) return true;
  const token = state.push("formula_display", "", 0);
  add(token, formula.tex);
  token.block = true;
  token.map = [line, last + 1];
  state.line = last + 1;
  return true;
}

function blockTags(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[line]! - state.blkIndent >= 4) return false;
  const text = (at: number) => state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]);
  if (!beginsBlock(text(line))) return false;
  if (silent) return true;
  let end = line + 1;
  while (end < endLine && !state.isEmpty(end) && state.sCount[end]! >= state.blkIndent) end++;
  const token = state.push("safe_html", "", 0);
  add(token, blockHtml(state.getLines(line, end, state.blkIndent, true), (state.env as Env).attachments));
  token.block = true;
  token.map = [line, end];
  state.line = end;
  return true;
}

const TASK = /^\[([ xX])\]\s+/;

/** "- [x] done" */
function tasks(state: StateCore): void {
  state.tokens.forEach((token, index) => {
    const isItem = token.type === "inline" && state.tokens[index - 2]?.type === "list_item_open";
    const text = isItem ? token.children?.[0] : undefined;
    const found = text?.type === "text" ? TASK.exec(text.content) : null;
    if (!found || !text) return;
    text.content = text.content.slice(found[0].length);
    const box = new state.Token(found[1] === " " ? "task_open" : "task_done", "", 0);
    token.children!.unshift(box);
    state.tokens[index - 2]!.attrJoin("class", "md-task");
  });
}

function headingIds(state: StateCore): void {
  const taken = new Set<string>();
  state.tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const first = slug(textOf(state.tokens[index + 1]));
    let id = first;
    for (let number = 1; taken.has(id); number++) id = `${first}-${number}`;
    taken.add(id);
    token.attrSet("id", id);
  });
}

function textOf(token: Token | undefined): string {
  return (token?.children ?? []).map(({ type, content }) => (type === "safe_html" ? "" : content)).join("");
}
