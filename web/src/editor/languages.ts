import { python } from "@codemirror/lang-python";
import { defineLanguageFacet, Language, LanguageSupport } from "@codemirror/language";
import { GFM, parser } from "@lezer/markdown";
import type { CellType } from "../protocol";

const pythonSupport = python();
// Not @codemirror/lang-markdown: it brings HTML, CSS and JavaScript, 80 KB that a text cell does not need.
const markdownSupport = new LanguageSupport(new Language(defineLanguageFacet(), parser.configure(GFM), [], "markdown"));

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
