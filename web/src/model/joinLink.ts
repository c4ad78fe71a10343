import { S } from "../strings";
import type { App } from "./App";

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

/** Joins, or pairs, with a link in a text; a sentence where nothing came of it. */
export async function followLink(app: App, text: string): Promise<string | null> {
  const pair = pairLinkOf(text);
  if (pair !== null) return app.door.takePairing(pair);
  const link = joinLinkOf(text);
  return link === null ? S.join.notALink : app.home.join(link, (notebook) => app.go(notebook));
}
