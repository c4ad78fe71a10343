// An editor for a cell: what is typed goes to the notebook, what others change comes from it.
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { effect } from "@preact/signals";
import type { Connection } from "../link/connection";
import type { CellModel } from "../model/CellModel";
import { fromNode, type Notebook, told } from "../model/Notebook";
import { cellExtensions, type EditorChoices } from "./extensions";

function stateOf(cell: CellModel, connection: Connection, choices: EditorChoices): EditorState {
  // Kept state has the undo history; it follows the text while it is not shown.
  if (cell.state) return cell.state;
  return EditorState.create({ doc: cell.text.doc, extensions: cellExtensions(connection, cell.id, choices) });
}

// Around a place that is brought into view: the bar at the top and a few lines.
const REVEAL_PX = 140;

// Loaded when the first caret of somebody else is to be drawn.
let drawing: typeof import("./carets") | null = null;

export interface Mounted {
  view: EditorView;
  unmount(): void;
}

export function mountEditor(
  parent: HTMLElement,
  cell: CellModel,
  notebook: Notebook,
  connection: Connection,
  choices: EditorChoices,
): Mounted {
  const view = new EditorView({
    parent,
    state: stateOf(cell, connection, choices),
    dispatchTransactions(transactions, view) {
      const typed = transactions.some((one) => one.docChanged && !one.annotation(fromNode));
      if (typed && (notebook.arriving.value || notebook.people.obstacle("edit") !== null)) return;
      view.update(transactions);
      for (const transaction of transactions)
        if (transaction.docChanged && !transaction.annotation(fromNode)) notebook.typed(cell.id, transaction.changes);
      if (transactions.some((one) => one.selection && !one.annotation(fromNode))) notebook.presence.moved();
    },
  });
  cell.state = null;
  cell.editor = {
    apply: (changes) => view.dispatch({ changes, annotations: told }),
    focus: () => view.focus(),
    type: (text) => view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type" }),
    cursor: () => view.state.selection.main.head,
    range: () => view.state.selection.main,
    reveal: (at) => {
      const place = Math.max(0, Math.min(at, view.state.doc.length));
      view.dispatch({ effects: EditorView.scrollIntoView(place, { y: "nearest", yMargin: REVEAL_PX }) });
    },
    isAtEdge: (by) => isAtEdge(view, by),
    goToLine: (line) => {
      const { doc } = view.state;
      const at = doc.line(Math.max(1, Math.min(doc.lines, line))).from;
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      view.focus();
    },
  };
  const stop = drawCarets(view, cell);
  const unmount = () => {
    stop();
    cell.state = view.state;
    cell.editor = null;
    view.destroy();
  };
  return { view, unmount };
}

/** Keeps the carets of others in it. */
function drawCarets(view: EditorView, cell: CellModel): () => void {
  let ended = false;
  const stop = effect(() => {
    if (cell.carets.value.length === 0 && !drawing) return;
    if (drawing) return drawing.drawCarets(view, cell);
    const draw = (module: NonNullable<typeof drawing>) => {
      drawing = module;
      if (!ended) module.drawCarets(view, cell);
    };
    // Without the node there are no others either.
    void import("./carets").then(draw, () => {});
  });
  return () => {
    ended = true;
    stop();
  };
}

/** An open list of completions takes the arrows itself. */
function isAtEdge(view: EditorView, by: -1 | 1): boolean {
  const { main } = view.state.selection;
  if (!main.empty || view.dom.querySelector(".cm-tooltip-autocomplete")) return false;
  const line = view.state.doc.lineAt(main.head).number;
  return by < 0 ? line === 1 : line === view.state.doc.lines;
}
