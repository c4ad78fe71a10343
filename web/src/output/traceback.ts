// Places in tracebacks that the page can go to. Pure.

/** A line of the cell itself, or of another one (its number among the cells when it ran). */
export interface Place {
  readonly line: number;
  readonly cell?: number;
}

export interface Part {
  readonly text: string;
  readonly place?: Place;
}

/** Ours: "Cell 7, line 3". IPython's: "In[7], line 3", "In [7], line 3". */
const PLACE = /\b(?:(Cell) (\d{1,9})|In ?\[(\d{1,9})\])(?:, |\) \()line (\d{1,9})\b/g;

/** Which cell a traceback is of: kernels begin it with the cell that was run. */
export function ownCell(traceback: string): number | undefined {
  for (const [, word, number] of traceback.matchAll(PLACE)) if (word) return Number(number);
  return undefined;
}

/** @param count the run's count, by which IPython names cells */
export function parts(text: string, own: number | undefined, count: number | undefined): Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(PLACE)) {
    const place = placeOf(match, own, count);
    if (!place) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index) });
    found.push({ text: match[0], place });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

function placeOf(match: RegExpMatchArray, own: number | undefined, count: number | undefined): Place | undefined {
  const line = Number(match[4]);
  if (match[3]) return Number(match[3]) === count ? { line } : undefined;
  const cell = Number(match[2]);
  return cell === own ? { line } : { line, cell };
}
