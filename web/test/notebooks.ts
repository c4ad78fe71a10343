// The attack notebooks as the page would get them from its node.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Attachments, Datum, Output, Run } from "../src/protocol";

const FOLDER = join(import.meta.dirname, "attacks");

type Multiline = string | string[];

interface FileOutput {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: string;
  text?: Multiline;
  data?: Record<string, unknown>;
  metadata?: object;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export interface FileCell {
  id: string;
  cell_type: "code" | "markdown" | "raw";
  source: Multiline;
  attachments?: Attachments;
  outputs?: FileOutput[];
}

export interface AttackFile {
  name: string;
  cells: FileCell[];
}

export function attackFiles(): AttackFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => ({ name, ...(JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as { cells: FileCell[] }) }));
}

export const textOf = (text: Multiline): string => (typeof text === "string" ? text : text.join(""));

export function runOf(cell: FileCell, fromFile: boolean): Run {
  const outputs = (cell.outputs ?? []).map(outputOf);
  return { exec: `run of ${cell.id}`, state: "ok", count: 1, fromFile, edited: false, outputs };
}

function outputOf(output: FileOutput): Output {
  switch (output.output_type) {
    case "stream":
      return { kind: "stream", name: output.name, data: { "text/plain": { text: output.text ?? "" } } };
    case "error":
      return { kind: "error", ename: output.ename, evalue: output.evalue, traceback: output.traceback };
    case "display_data":
    case "execute_result":
      return {
        kind: output.output_type === "display_data" ? "display" : "result",
        data: bundle(output.data ?? {}),
        meta: JSON.stringify(output.metadata ?? {}),
      };
  }
}

/** JSON types hold their JSON text, as outputs documents have it. */
function bundle(data: Record<string, unknown>): Record<string, Datum> {
  const entries = Object.entries(data).map(([mime, value]): [string, Datum] => {
    const isText = typeof value === "string" && !/^application\/.*json$/.test(mime);
    return [mime, { text: isText ? value : JSON.stringify(value) }];
  });
  return Object.fromEntries(entries);
}
