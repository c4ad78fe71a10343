// What people are told of the node's answers.
import type { Answer } from "../link/connection";
import type { LinkReach } from "../protocol";
import { S } from "../strings";

/** Why it was not done, as a sentence; null if it was. */
export function whyNot(answer: Answer): string | null {
  if (answer.t === "ok") return null;
  return answer.t === "no" ? answer.why : S.trouble.notDone;
}

/** Where the link works that was asked for; null where there is none. */
export function reachIn(answer: Answer): LinkReach | null {
  if (answer.t !== "ok" || typeof answer.lan !== "boolean" || !Array.isArray(answer.relays)) return null;
  return { lan: answer.lan, relays: answer.relays as LinkReach["relays"] };
}

/** The link that was asked for, or empty and why there is none. */
export function linkIn(answer: Answer): { link: string; why: string | null } {
  const link = answer.t === "ok" && typeof answer.link === "string" ? answer.link : "";
  return { link, why: whyNot(answer) ?? (link === "" ? S.trouble.notDone : null) };
}
