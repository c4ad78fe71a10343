// LaTeX by KaTeX, which is loaded when the first formula is shown. Until then, and where it fails, the source stands there.
import type katex from "katex";

type Katex = typeof katex;

/** Longer ones are no formulas. */
const TEX_CHARS_MAX = 20_000;
/** Macros that call each other: far more than a person's, and still done in a moment. */
const EXPANSIONS_MAX = 1_000;
/** No rule or space is larger, in em. */
const SIZE_MAX_EM = 40;

let loaded: Katex | undefined;
let loading: Promise<Katex> | undefined;

async function load(): Promise<Katex> {
  const [module] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
  return (loaded = module.default);
}

/** Typesets what stands in the elements; at once where KaTeX is there already. Macros hold for all of them. */
export function typeset(elements: readonly HTMLElement[], isWanted: () => boolean = () => true): void {
  if (elements.length === 0) return;
  if (loaded) return typesetBy(loaded, elements);
  loading ??= load();
  loading.then(
    (katex) => isWanted() && typesetBy(katex, elements),
    () => (loading = undefined),
  );
}

function typesetBy(katex: Katex, elements: readonly HTMLElement[]): void {
  const macros = {};
  for (const element of elements) {
    const tex = element.textContent ?? "";
    if (tex.length > TEX_CHARS_MAX) continue;
    try {
      katex.render(withoutLabels(tex), element, {
        displayMode: element.classList.contains("math-display"),
        throwOnError: false,
        trust: false,
        strict: "ignore",
        maxExpand: EXPANSIONS_MAX,
        maxSize: SIZE_MAX_EM,
        globalGroup: true,
        macros,
      });
    } catch {
      element.textContent = tex;
    }
  }
}

/** KaTeX numbers no equations. */
const withoutLabels = (tex: string) => tex.replace(/\\label\{[^{}]*\}/g, "");
