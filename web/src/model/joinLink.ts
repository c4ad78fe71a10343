const JOIN = "anode://join/";
const PAIR = "anode://pair/";

/** The link in a text that was pasted, without what mail programs put into it: white space, brackets around it. */
export const joinLinkOf = (text: string) => linkOf(JOIN, text);

/** The same of a link that pairs two devices. */
export const pairLinkOf = (text: string) => linkOf(PAIR, text);

function linkOf(start: string, text: string): string | null {
  const close = text.replace(/[\s\u200b\u2060\ufeff]+/gu, "").replace(/^[<"'(]+|[>"')]+$/gu, "");
  return close.startsWith(start) && close.length > start.length ? close : null;
}
