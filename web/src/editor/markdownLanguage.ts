// Markdown in the editor. Not @codemirror/lang-markdown: it brings HTML, CSS and JavaScript, 80 KB that a text cell does not need.
import { defineLanguageFacet, Language, LanguageSupport } from "@codemirror/language";
import { GFM, parser } from "@lezer/markdown";

export const markdownSupport = new LanguageSupport(
  new Language(defineLanguageFacet(), parser.configure(GFM), [], "markdown"),
);
