// Markdown as HTML. No HTML of the source gets through but what tags.ts writes anew; purify.ts is the second wall.
import MarkdownIt, { type RendererRule } from "markdown-it";
import type { Attachments } from "../protocol";
import { coloured } from "../editor/staticCode";
import { escaped, formulaHtml } from "./escape";
import { slugOfFragment } from "./headings";
import { isLinkable, isOwnPicture } from "./links";
import { pictureHtml } from "./pictures";
import { jupyterSyntax, type Env } from "./syntax";

/** Quotes in lists in quotes: deeper than anybody writes. */
const NESTING_MAX = 40;

const PYTHON = /^(i?python[23]?|py)$/i;

function highlighted(code: string, language: string): string {
  if (!PYTHON.test(language)) return "";
  return coloured(code, "code")
    .map(({ text, classes }) => (classes ? `<span class="${classes}">${escaped(text)}</span>` : escaped(text)))
    .join("");
}

const md = new MarkdownIt({ html: false, linkify: true, highlight: highlighted });
md.set({ maxNesting: NESTING_MAX });
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
/** Addresses without a scheme are understood, but lead nowhere: a notebook has no folder here. */
md.validateLink = (address) =>
  !/^[^/?#]*:/.test(address) || /^attachment:/.test(address) || isLinkable(address) || isOwnPicture(address);
md.use(jupyterSyntax);

const { rules } = md.renderer;
const plain: RendererRule = (tokens, index, options, _env, self) => self.renderToken(tokens, index, options);

rules["formula"] = (tokens, index) => formulaHtml(tokens[index]!.content, false);
rules["formula_display"] = (tokens, index) => formulaHtml(tokens[index]!.content, true);
rules["safe_html"] = (tokens, index) => tokens[index]!.content;
rules["task_open"] = () => '<input type="checkbox" disabled aria-label="to do"> ';
rules["task_done"] = () => '<input type="checkbox" disabled checked aria-label="done"> ';
rules["table_open"] = () => '<div class="md-scroll"><table>';
rules["table_close"] = () => "</table></div>";
rules["image"] = (tokens, index, options, env, self) => {
  const token = tokens[index]!;
  const alt = self.renderInlineAsText(token.children ?? [], options, env);
  const word = (name: string) => String(token.attrGet(name) ?? "");
  return pictureHtml({ src: word("src"), alt, title: word("title") }, (env as Env | undefined)?.attachments);
};
rules["link_open"] = (tokens, index, options, env, self) => {
  const token = tokens[index]!;
  const href = String(token.attrGet("href") ?? "");
  if (href.startsWith("#")) token.attrSet("href", `#${slugOfFragment(href)}`);
  else if (isLinkable(href)) token.attrSet("target", "_blank");
  else token.attrs = [];
  if (isLinkable(href)) token.attrSet("rel", "noopener noreferrer");
  return plain(tokens, index, options, env, self);
};
/** Alignment as an attribute: styles do not get through. */
rules["th_open"] = rules["td_open"] = (tokens, index, options, env, self) => {
  const token = tokens[index]!;
  const align = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1];
  token.attrs = align ? [["align", align]] : [];
  return plain(tokens, index, options, env, self);
};

export function rendered(source: string, attachments?: Attachments): string {
  return md.render(source, { attachments } satisfies Env);
}
