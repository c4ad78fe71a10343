// Completions from the kernel.
import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Connection } from "../link/connection";
import { notices } from "../model/notices";
import type { CellId } from "../protocol";
import { S } from "../strings";

type Match = string | { text: string; type?: string };

const ICON_TYPES: Record<string, string> = {
  instance: "variable",
  statement: "variable",
  param: "property",
  magic: "keyword",
  path: "text",
};

const textOfMatch = (match: Match) => (typeof match === "string" ? match : match.text);
const typeOfMatch = (match: Match) => {
  const type = typeof match === "string" ? undefined : match.type;
  return type && (ICON_TYPES[type] ?? type);
};

/** Asked by hand only: the kernel runs code to answer. */
export function kernelCompletion(connection: Connection, cell: CellId) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit) return null;
    const source = context.state.doc.toString();
    const answer = await connection.ask({ t: "complete", cell, source, at: context.pos });
    if (answer.t !== "ok" || context.aborted) return null;
    const { matches, from, to } = answer as unknown as { matches: Match[]; from: number; to: number };
    if (matches.length === 0) {
      notices.say(S.help.noCompletion);
      return null;
    }
    const options = matches.map((match) => ({ label: textOfMatch(match), type: typeOfMatch(match) }));
    return { from, to, options, validFor: /^[\w.]*$/ };
  };
}
