// Which of an output's MIME types is shown. JupyterLab's order. Pure.

export type Shape =
  "vega" | "plotly" | "table" | "json" | "html" | "markdown" | "latex" | "svg" | "image" | "script" | "text" | "error";

interface Rule {
  readonly shape: Shape;
  readonly mime: RegExp;
}

/** Best first, as in JupyterLab with its data explorer; a type that stands nowhere here is never shown, only named. */
const RULES: readonly Rule[] = [
  { shape: "vega", mime: /^application\/vnd\.vega(lite)?\.v\d+([.+].*)?$/ },
  { shape: "plotly", mime: /^application\/vnd\.plotly\.v\d+\+json$/ },
  { shape: "table", mime: /^application\/vnd\.dataresource\+json$/ },
  { shape: "json", mime: /^application\/(geo\+|ld\+)?json$/ },
  { shape: "html", mime: /^text\/html$/ },
  { shape: "markdown", mime: /^text\/markdown$/ },
  { shape: "latex", mime: /^text\/latex$/ },
  { shape: "svg", mime: /^image\/svg\+xml$/ },
  { shape: "image", mime: /^image\/(png|jpeg|gif|webp|bmp)$/ },
  { shape: "script", mime: /^(application|text)\/javascript$/ },
  { shape: "error", mime: /^application\/vnd\.jupyter\.error$/ },
  { shape: "text", mime: /^(text\/plain|application\/vnd\.jupyter\.std(out|err))$/ },
];

export interface Choice {
  readonly shape: Shape;
  readonly mime: string;
}

/** All types that can be shown, the best one first: the next is what is shown when one fails. */
export function choices(mimes: readonly string[]): Choice[] {
  return RULES.flatMap(({ shape, mime }) =>
    mimes.filter((name) => mime.test(name)).map((name) => ({ shape, mime: name })),
  );
}
