const START = "anode://join/";

/** The link in a text that was pasted, without what mail programs put into it: white space, brackets around it. */
export function joinLinkOf(text: string): string | null {
  const close = text.replace(/[\s\u200b\u2060\ufeff]+/gu, "").replace(/^[<"'(]+|[>"')]+$/gu, "");
  return close.startsWith(START) && close.length > START.length ? close : null;
}
