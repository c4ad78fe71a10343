// Carets and selections of others in an editor, drawn in layers above and below the text: the text itself, and what is being
// composed in it, is not touched. Screen readers hear of them from the mark beside the cell.
import { EditorSelection, type EditorState, StateEffect, StateField } from "@codemirror/state";
import { EditorView, layer, type LayerMarker, RectangleMarker, type ViewUpdate } from "@codemirror/view";
import type { Caret } from "../model/Carets";
import type { CellModel } from "../model/CellModel";
import { fromNode } from "../model/Notebook";
import { colourClass, initialsOf } from "../model/People";
import "../view/people/colours.css";
import "./carets.css";

/** Places in the text that is shown. */
export interface ShownCaret {
  client: string;
  name: string;
  colour: number;
  anchor: number;
  head: number;
  movedAt: number;
}

export const setCarets = StateEffect.define<readonly ShownCaret[]>();

/** They go along with the text: what is typed here at a caret comes behind it, what others type there before it. */
export const caretField = StateField.define<readonly ShownCaret[]>({
  create: () => [],
  update(carets, transaction) {
    const end = transaction.newDoc.length;
    for (const effect of transaction.effects)
      if (effect.is(setCarets)) return effect.value.map((one) => clamped(one, end));
    if (!transaction.docChanged) return carets;
    const assoc = transaction.annotation(fromNode) ? 1 : -1;
    const moved = (at: number) => transaction.changes.mapPos(at, assoc);
    return carets.map((one) => ({ ...one, anchor: moved(one.anchor), head: moved(one.head) }));
  },
});

function clamped(caret: ShownCaret, end: number): ShownCaret {
  const within = (at: number) => Math.max(0, Math.min(at, end));
  return { ...caret, anchor: within(caret.anchor), head: within(caret.head) };
}

const shownIn = ({ text }: CellModel, { client, name, colour, anchor, head, movedAt }: Caret): ShownCaret => ({
  client,
  name,
  colour,
  anchor: text.fromConfirmed(anchor, -1),
  head: text.fromConfirmed(head, -1),
  movedAt,
});

const isSame = (a: readonly ShownCaret[], b: readonly ShownCaret[]) => JSON.stringify(a) === JSON.stringify(b);

export function drawCarets(view: EditorView, cell: CellModel): void {
  const carets = cell.carets.value.map((caret) => shownIn(cell, caret));
  const drawn = view.state.field(caretField, false);
  if (isSame(drawn ?? [], carets)) return;
  const effects: StateEffect<unknown>[] = [setCarets.of(carets)];
  if (!drawn) effects.unshift(StateEffect.appendConfig.of(caretDrawing));
  view.dispatch({ effects });
}

class CaretMarker implements LayerMarker {
  constructor(
    private readonly caret: ShownCaret,
    private readonly place: RectangleMarker,
  ) {}

  eq(other: CaretMarker): boolean {
    return this.place.eq(other.place) && JSON.stringify(this.caret) === JSON.stringify(other.caret);
  }

  draw(): HTMLElement {
    const caret = document.createElement("div");
    caret.append(part("caret-initials", initialsOf(this.caret.name)), part("caret-name", this.caret.name));
    this.#adjust(caret);
    return caret;
  }

  update(caret: HTMLElement, before: CaretMarker): boolean {
    if (before.caret.client !== this.caret.client || before.caret.name !== this.caret.name) return false;
    this.#adjust(caret);
    if (before.caret.movedAt !== this.caret.movedAt) caret.classList.toggle("again");
    return true;
  }

  #adjust(caret: HTMLElement): void {
    const again = caret.classList.contains("again") ? " again" : "";
    caret.className = `caret ${colourClass(this.caret.colour)}${again}`;
    caret.dataset.client = this.caret.client;
    // Not left and top: nothing has to be laid out again.
    caret.style.transform = `translate(${this.place.left}px, ${this.place.top}px)`;
    caret.style.height = `${this.place.height}px`;
  }
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

const caretsOf = (state: EditorState) => state.field(caretField);

const changed = (update: ViewUpdate) =>
  update.docChanged || update.geometryChanged || caretsOf(update.startState) !== caretsOf(update.state);

const caretLayer = layer({
  above: true,
  class: "caret-layer",
  update: changed,
  markers: (view) =>
    caretsOf(view.state).flatMap((caret) =>
      RectangleMarker.forRange(view, "", EditorSelection.cursor(caret.head)).map(
        (place) => new CaretMarker(caret, place),
      ),
    ),
});

const selectionLayer = layer({
  above: false,
  class: "caret-selections",
  update: changed,
  markers: (view) =>
    caretsOf(view.state).flatMap(({ anchor, head, colour }) =>
      anchor === head
        ? []
        : RectangleMarker.forRange(view, `caret-selection ${colourClass(colour)}`, EditorSelection.range(anchor, head)),
    ),
});

export const caretDrawing = [caretField, caretLayer, selectionLayer];
