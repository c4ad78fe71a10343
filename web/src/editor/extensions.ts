// What an editor of a cell can do. The keys of the notebook (keys/keymap.ts) come before these.
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import type { Connection } from "../link/connection";
import { notices } from "../model/notices";
import type { CellId, CellType } from "../protocol";
import { highlighting } from "./colours";
import { kernelCompletion } from "./completion";
import { inspection } from "./inspection";
import { languageOf } from "./languages";

export const numbering = new Compartment();
export const language = new Compartment();
export const naming = new Compartment();
export const reading = new Compartment();

export const numberingOf = (on: boolean): Extension => (on ? lineNumbers() : []);
export const languageExtension = (connection: Connection, cell: CellId, type: CellType): Extension => [
  languageOf(type) ?? [],
  type === "code" ? kernelHelp(connection, cell) : [],
];
const kernelHelp = (connection: Connection, cell: CellId): Extension => [
  autocompletion({ override: [kernelCompletion(connection, cell)], activateOnTyping: false }),
  inspection(connection, cell),
];
/** No stop for Tab: Enter goes in from the cell, and Escape out to it, from where Tab goes on. */
export const namingOf = (name: string): Extension =>
  EditorView.contentAttributes.of({ "aria-label": name, tabindex: "-1" });

/** Text that may be read, and selected and copied, only; whoever types in it is told why. */
export const readingOf = (obstacle: string | null): Extension =>
  obstacle === null
    ? []
    : [EditorState.readOnly.of(true), EditorView.domEventHandlers({ beforeinput: told(obstacle) })];

const told = (obstacle: string) => (event: Event) => {
  event.preventDefault();
  notices.tell("info", obstacle);
  return true;
};

// Ctrl+Enter, Escape and the moves between cells belong to the notebook.
const NOTEBOOK_KEYS = new Set(["Escape", "Mod-Enter", "Ctrl-m"]);
const editing = defaultKeymap.filter(({ key }) => key === undefined || !NOTEBOOK_KEYS.has(key));

function completeOrIndent(view: EditorView): boolean {
  const { head, empty } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  if (!empty || !/\S/.test(line.text.slice(0, head - line.from))) return indentMore(view);
  return startCompletion(view);
}

const tabs = keymap.of([
  { key: "Tab", run: (view) => acceptCompletion(view) || completeOrIndent(view), shift: indentLess },
]);

export interface EditorChoices {
  type: CellType;
  name: string;
  numbers: boolean;
  /** Why it can not be changed. */
  obstacle: string | null;
}

export function cellExtensions(connection: Connection, cell: CellId, choices: EditorChoices): Extension {
  return [
    // A \r is a character of the text like others: offsets must be those of the node.
    EditorState.lineSeparator.of("\n"),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of("    "),
    // Nothing is hidden to the right, and no cell has to be scrolled sideways.
    EditorView.lineWrapping,
    history(),
    drawSelection(),
    dropCursor(),
    highlightSpecialChars(),
    rectangularSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    highlighting,
    numbering.of(numberingOf(choices.numbers)),
    language.of(languageExtension(connection, cell, choices.type)),
    naming.of(namingOf(choices.name)),
    reading.of(readingOf(choices.obstacle)),
    Prec.low(tabs),
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...editing]),
  ];
}
