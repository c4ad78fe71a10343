// What outputs say to people.

import { sized } from "../base/sizes";

const numbers = new Intl.NumberFormat("en");

const counted = (rows: number) => (rows === 1 ? "1 row" : `${numbers.format(rows)} rows`);

export const words = {
  outputs: "Outputs",
  result: (count: number | undefined) => (count === undefined ? "Result" : `Result ${count}`),
  display: "Output",
  stdout: "Printed",
  stderr: "Error stream",
  error: (name: string) => `Error: ${name}`,
  showAllLines: (lines: number) => `Show all ${numbers.format(lines)} lines`,
  showAllSize: (bytes: number) => `Show all (${sized(bytes)})`,
  showLess: "Show less",
  copyAll: "Copy all",
  traceback: "Traceback",
  goTo: (line: number, cell?: number) =>
    cell === undefined ? `Go to line ${line}` : `Go to cell ${cell}, line ${line}`,
  loading: "Loading…",
  large: (what: string, bytes: number) => `${what} of ${sized(bytes)} is loaded when you want it.`,
  load: "Load",
  tryAgain: "Try again",
  notLoaded: (what: string, why: string) => `${what} could not be loaded: ${why}`,
  unknownTypes: (mimes: string) => `This output has no form that can be shown here (${mimes}).`,
  empty: "This output is empty.",
  malformed: "This output could not be read.",
  image: "Image",
  brokenImage: "This image could not be decoded.",
  badJson: "This is no valid JSON; it is shown as text.",
  badTable: "This is no table that can be read; it is shown as text.",
  asText: "Show as text",
  asTable: "Show as a table",
  table: {
    name: "Table",
    filter: "Find in the rows",
    pages: "Pages",
    first: "First page",
    previous: "Previous page",
    next: "Next page",
    last: "Last page",
    copy: "Copy",
    copyCsv: "Copy as CSV",
    copied: (rows: number) => `${counted(rows)} copied.`,
    notCopied: "The browser did not let it be copied.",
    /** Those in view, of those that fit, of those that came, of those there were. */
    rows: (from: number, to: number, found: number, came: number, total: number) => {
      const view = to - from + 1 < found ? `${numbers.format(from)}–${numbers.format(to)} of ` : "";
      const search = found < came ? ` found in ${numbers.format(came)}` : "";
      return `${view}${counted(found)}${search}${total > came ? `; there were ${numbers.format(total)}` : ""}`;
    },
  },
  more: (count: number) => `${numbers.format(count)} more`,
  frame: { html: "HTML output", script: "JavaScript output", vega: "Vega chart", plotly: "Plotly chart" },
  frameSilent: "This output did not start in its frame.",
  frameLeft: "This output tried to leave its frame and was stopped.",
  framesBusy: "Many live outputs are in view already.",
  frameAway: "This output rests while it is out of view.",
  scriptsOfFile: "This output came with the file. Its scripts run only when you want it.",
  scriptsOfDevice: (name: string) => `Output of ${name || "another device"} is not shown with its scripts.`,
  showOnce: "Show once",
  alwaysOfDevice: "Always for this device",
  show: "Show",
  runScripts: "Run its scripts",
  openLink: "An output wants to open a page outside Anode:",
  open: "Open in a new tab",
  cancel: "Cancel",
  partMissing: "A part of the page could not be loaded.",
  notPrinted: (lines: number) => `${numbers.format(lines)} more lines are not printed.`,
};
