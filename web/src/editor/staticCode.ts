// Coloured text without an editor, for cells near the viewport.
import { highlightCode } from "@lezer/highlight";
import type { CellType } from "../protocol";
import { colours } from "./colours";
import { parserOf } from "./languages";

export interface Piece {
  text: string;
  classes: string;
}

// Longer sources stay uncoloured until they have an editor, which colours only what is seen.
const COLOURED_MOST = 20_000;

export function coloured(source: string, type: CellType): Piece[] {
  const parser = parserOf(type);
  if (!parser || source.length > COLOURED_MOST) return [{ text: source, classes: "" }];
  const pieces: Piece[] = [];
  const put = (text: string, classes: string) => {
    const last = pieces[pieces.length - 1];
    if (last && last.classes === classes) last.text += text;
    else pieces.push({ text, classes });
  };
  highlightCode(source, parser.parse(source), colours, put, () => put("\n", ""));
  return pieces;
}
