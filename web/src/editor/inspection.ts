// What the kernel knows about the name at the cursor, in a tooltip that Escape closes.
import { type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import Anser from "anser";
import type { Connection } from "../link/connection";
import { notices } from "../model/notices";
import type { CellId } from "../protocol";
import { S } from "../strings";

const show = StateEffect.define<Tooltip | null>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

const strip = (text: string) =>
  Anser.ansiToJson(text)
    .map((piece) => piece.content)
    .join("");

function tooltipOf(at: number, text: string): Tooltip {
  const create = () => {
    const dom = document.createElement("pre");
    dom.className = "inspection";
    dom.setAttribute("role", "note");
    dom.setAttribute("aria-label", S.help.inspecting);
    dom.tabIndex = 0;
    dom.textContent = text;
    return { dom };
  };
  return { pos: at, above: true, create };
}

export function inspection(connection: Connection, cell: CellId): Extension {
  const close = (view: EditorView) => {
    if (!view.state.field(shown)) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [shown, Prec.highest(keymap.of([{ key: "Escape", run: close }])), asking(connection, cell)];
}

function asking(connection: Connection, cell: CellId): Extension {
  const ask = (view: EditorView) => {
    const { head } = view.state.selection.main;
    const line = view.state.doc.lineAt(head);
    if (!/\S/.test(line.text.slice(0, head - line.from)) || !view.state.selection.main.empty) return false;
    void inspect(connection, cell, view, head);
    return true;
  };
  return Prec.high(keymap.of([{ key: "Shift-Tab", run: ask }]));
}

async function inspect(connection: Connection, cell: CellId, view: EditorView, at: number): Promise<void> {
  const source = view.state.doc.toString();
  const answer = await connection.ask({ t: "inspect", cell, source, at });
  if (answer.t === "no") return notices.tell("info", answer.why);
  if (answer.t !== "ok" || view.state.doc.toString() !== source) return;
  const text = strip((answer.data as Record<string, string>)["text/plain"] ?? "").trim();
  if (!text) return;
  view.dispatch({ effects: show.of(tooltipOf(at, text)) });
  notices.say(text.slice(0, 400));
}

export const isInspecting = (view: EditorView): boolean => view.state.field(shown, false) !== null;
