// LaTeX by KaTeX, which is loaded when the first formula is shown. Until then, and where it fails, the source stands there.
import type katex from "katex";

type Katex = typeof katex;
type Macros = NonNullable<Parameters<Katex["render"]>[2]>["macros"];

/** Longer ones are no formulas. */
const TEX_CHARS_MAX = 20_000;
/** Formulas of one text that are typeset; the rest stays as source. */
const FORMULAS_MAX = 2_000;
/** Of work at a time: less than a frame. */
const SLICE_MS = 12;
/** Braces inside each other. */
const BRACES_MAX = 80;
/** Macros that call each other: far more than a person's, and still done in a moment. */
const EXPANSIONS_MAX = 1_000;
/** No rule or space is larger, in em. */
const SIZE_MAX_EM = 40;

/** Elements inside each other: a formula of a few hundred nested fractions makes a browser's layout overflow its stack. */
const DEPTH_MAX = 200;

let loaded: Katex | undefined;
let loading: Promise<Katex> | undefined;

async function load(): Promise<Katex> {
  const [module] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
  return (loaded = module.default);
}

/** Typesets what stands in the elements; at once where KaTeX is there already. Macros hold for all of them. */
export function typeset(elements: readonly HTMLElement[], isWanted: () => boolean, onDone: () => void): void {
  if (elements.length === 0) return;
  const all = elements.slice(0, FORMULAS_MAX);
  if (loaded) return typesetBy(loaded, all, {}, isWanted, onDone);
  loading ??= load();
  loading.then(
    (katex) => typesetBy(katex, all, {}, isWanted, onDone),
    () => (loading = undefined),
  );
}

/** In slices, so that a page full of formulas can be used while they appear. */
function typesetBy(
  katex: Katex,
  elements: readonly HTMLElement[],
  macros: Macros,
  isWanted: () => boolean,
  onDone: () => void,
): void {
  const until = performance.now() + SLICE_MS;
  let done = 0;
  while (isWanted() && done < elements.length && performance.now() < until)
    typesetOne(katex, elements[done++]!, macros);
  if (!isWanted()) return;
  const rest = elements.slice(done);
  if (rest.length === 0) onDone();
  else setTimeout(() => typesetBy(katex, rest, macros, isWanted, onDone));
}

function typesetOne(katex: Katex, element: HTMLElement, macros: Macros): void {
  const tex = element.textContent ?? "";
  if (tex.length > TEX_CHARS_MAX || braceDepth(tex) > BRACES_MAX) return;
  const made = document.createElement("span");
  try {
    katex.render(withoutLabels(tex), made, {
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
    return;
  }
  if (isShallow(made)) element.replaceChildren(...made.childNodes);
}

function braceDepth(tex: string): number {
  let depth = 0;
  let most = 0;
  for (const unit of tex) {
    if (unit === "{") most = Math.max(most, ++depth);
    else if (unit === "}") depth--;
  }
  return most;
}

function isShallow(element: Element): boolean {
  let level = [...element.children];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return false;
    level = level.flatMap((child) => [...child.children]);
  }
  return true;
}

/** KaTeX numbers no equations. */
const withoutLabels = (tex: string) => tex.replace(/\\label\{[^{}]*\}/g, "");
