// The output type text/latex: text with formulas in it, or one formula without delimiters.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { typeset } from "./formulas";
import { letScroll } from "./scrolling";
import { formulaAt, type Absent } from "./math";
import "./markdown.css";

type Piece = string | { tex: string; display: boolean };

export default function Latex({ source }: { source: string }) {
  const box = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => piecesOf(source), [source]);
  useLayoutEffect(() => {
    let current = true;
    const element = box.current!;
    const spots = [...element.querySelectorAll<HTMLElement>(".math")];
    const formulas = pieces.filter((piece) => typeof piece !== "string");
    spots.forEach((spot, index) => (spot.textContent = formulas[index]?.tex ?? ""));
    typeset(
      spots,
      () => current,
      () => letScroll(element),
    );
    return () => void (current = false);
  }, [pieces]);
  return (
    <div ref={box} class="out-latex">
      {pieces.map((piece) =>
        typeof piece === "string" ? piece : <span class={piece.display ? "math math-display" : "math"} />,
      )}
    </div>
  );
}

export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  const absent: Absent = new Set();
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const formula = formulaAt(source, at, absent);
    if (!formula) continue;
    if (at > from) pieces.push(source.slice(from, at));
    pieces.push({ tex: formula.tex, display: formula.display });
    from = formula.end;
    at = from - 1;
  }
  if (pieces.length === 0) return source.trim() === "" ? [] : [{ tex: source, display: true }];
  if (from < source.length) pieces.push(source.slice(from));
  return pieces;
}
