// One set of classes for editors and for cells without one; the colours are tokens of the theme (style/editor.css).
import { syntaxHighlighting } from "@codemirror/language";
import { tagHighlighter, tags } from "@lezer/highlight";

export const colours = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: "t-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.character, tags.docString], class: "t-string" },
  { tag: [tags.number, tags.bool, tags.null, tags.self], class: "t-number" },
  { tag: [tags.comment, tags.quote], class: "t-comment" },
  { tag: tags.function(tags.variableName), class: "t-call" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "t-definition" },
  { tag: tags.definition(tags.className), class: "t-definition" },
  { tag: [tags.className, tags.typeName, tags.meta], class: "t-type" },
  { tag: tags.heading, class: "t-heading" },
  { tag: tags.strong, class: "t-strong" },
  { tag: tags.emphasis, class: "t-emphasis" },
  { tag: [tags.link, tags.url], class: "t-link" },
  { tag: tags.monospace, class: "t-string" },
  { tag: tags.invalid, class: "t-invalid" },
]);

export const highlighting = syntaxHighlighting(colours);
