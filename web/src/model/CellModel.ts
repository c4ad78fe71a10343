import type { ChangeSet, EditorState, Text } from "@codemirror/state";
import { type Signal, signal } from "@preact/signals";
import type { Attachments, Cell, CellId, CellType } from "../protocol";
import { CellText } from "../text/CellText";
import { type Caret, NO_CARETS } from "./Carets";
import type { ShownRun } from "./runs";

/** The editor that shows the cell, while there is one. */
export interface CellEditor {
  apply(changes: ChangeSet): void;
  focus(): void;
  /** As if it had been typed. */
  type(text: string): void;
  /** Offset of the cursor. */
  cursor(): number;
  /** What is selected. */
  range(): { anchor: number; head: number };
  /** Brings a place of the text into view, away from the edges. */
  reveal(at: number): void;
  /** True if the cursor can not go further up (-1) or down (1) by a line. */
  isAtEdge(by: -1 | 1): boolean;
  /** Puts the cursor at the start of a line, counted from 1. */
  goToLine(line: number): void;
}

/** One cell as this tab shows it. */
export class CellModel {
  readonly text: CellText;
  readonly source: Signal<Text>;
  readonly type: Signal<CellType>;
  readonly meta: Signal<Record<string, unknown>>;
  readonly attachments: Signal<Attachments | undefined>;
  readonly run: Signal<ShownRun | null> = signal(null);
  /** A markdown cell shows its source. Other cells always do. */
  readonly unfolded: Signal<boolean> = signal(false);
  /** Those of others in this cell. */
  readonly carets: Signal<readonly Caret[]> = signal(NO_CARETS);
  editor: CellEditor | null = null;
  /** Kept while no editor is mounted: undo history, selection. */
  state: EditorState | null = null;

  constructor(
    readonly id: CellId,
    cell: Cell,
  ) {
    this.text = new CellText(cell.source, cell.version);
    this.source = signal(this.text.doc);
    this.type = signal(cell.type);
    this.meta = signal(cell.meta);
    this.attachments = signal(cell.attachments);
  }

  get showsSource(): boolean {
    return this.type.value !== "markdown" || this.unfolded.value;
  }

  /** What is selected here, or was when it last had an editor, as the node counts. */
  get range(): { anchor: number; head: number } {
    const { anchor, head } = this.editor?.range() ?? this.state?.selection.main ?? { anchor: 0, head: 0 };
    return { anchor: this.text.toConfirmed(anchor), head: this.text.toConfirmed(head) };
  }

  /** The node's word on all but the run. Returns what changes in the text. */
  put(cell: Cell): ChangeSet {
    this.type.value = cell.type;
    this.meta.value = cell.meta;
    this.attachments.value = cell.attachments;
    return this.text.reset(cell.source, cell.version);
  }
}
