const NAMES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML, in content and in quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (unit) => NAMES[unit]!);

/** As above, but entities stay what they are. */
export const escapedKeepingEntities = (text: string): string =>
  text.replace(/&(?!#?\w{1,31};)|[<>"']/g, (unit) => NAMES[unit]!);

export const formulaHtml = (tex: string, display: boolean): string =>
  `<span class="${display ? "math math-display" : "math"}">${escaped(tex)}</span>`;
