import { python } from "@codemirror/lang-python";
import type { Language, LanguageSupport } from "@codemirror/language";
import type { CellType } from "../protocol";

const pythonSupport = python();
let markdownSupport: LanguageSupport | null = null;

/** Markdown's comes after the page's own code, with what draws text cells. */
export function addMarkdown(support: LanguageSupport): void {
  markdownSupport = support;
}

/** Raw cells have none. */
export function languageOf(type: CellType): LanguageSupport | null {
  switch (type) {
    case "code":
      return pythonSupport;
    case "markdown":
      return markdownSupport;
    case "raw":
      return null;
  }
}

export const parserOf = (type: CellType): Language["parser"] | null => languageOf(type)?.language.parser ?? null;
