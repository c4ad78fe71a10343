// Python in colours: code as pieces with the classes tok-keyword, tok-string and so on. Pure.
import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode } from "@lezer/highlight";

/** Longer code stays without colours: parsing it would hold up the page. */
const CODE_CHARS_MAX = 64 * 1024;

export interface CodePiece {
  readonly text: string;
  readonly classes: string;
}

export function pythonPieces(code: string): CodePiece[] {
  if (code.length > CODE_CHARS_MAX) return [{ text: code, classes: "" }];
  const pieces: CodePiece[] = [];
  const put = (text: string, classes: string) => void pieces.push({ text, classes });
  highlightCode(code, pythonLanguage.parser.parse(code), classHighlighter, put, () => put("\n", ""));
  return pieces;
}
