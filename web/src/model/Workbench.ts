// What belongs to this tab's look at the notebook and to nobody else: selection, mode, focus, dialogs, undo of structure.
import { computed, effect, type Signal, signal } from "@preact/signals";
import type { BlobSource, CellId, DeviceId } from "../protocol";
import type { Mode } from "../keys/keymap";
import { S } from "../strings";
import { History } from "./History";
import { readSetting, writeSetting } from "./settings";
import type { CellModel } from "./CellModel";
import type { Notebook } from "./Notebook";
import { notices } from "./notices";
import { all, extended, extendedTo, moved, NOTHING, only, type Selection, selected, settled } from "./selection";

export type Dialog = "palette" | "keys" | "bin" | "restart" | "restartRunAll" | "share";

const FLASH_MS = 1_600;
// A cell that is there is drawn within a few ms.
const WANTED_MOST_MS = 3_000;

/** What it does to the focus; nothing, if the person turned to something else meanwhile. */
export interface Later {
  /** What is pressed until the cell comes, or is given up, is for it. */
  expect(cell: CellId, edit: boolean): void;
  show(cell: CellId, edit: boolean): void;
}

export class Workbench {
  readonly selection: Signal<Selection> = signal(NOTHING);
  readonly mode: Signal<Mode> = signal("command");
  readonly dialog: Signal<Dialog | null> = signal(null);
  readonly lineNumbers: Signal<boolean> = signal(readSetting("lineNumbers") === "on");
  /** Shown for a moment: where an undo took place. */
  readonly flashing: Signal<CellId | null> = signal(null);
  /** The cell the pointer is on. */
  readonly hovered: Signal<CellId | null> = signal(null);
  /** A cell that is to have the focus and is not on the page yet: keys pressed meanwhile are for it. */
  readonly wanted: Signal<{ cell: CellId; edit: boolean; line?: number } | null> = signal(null);
  /** Changes of cells that the node has not answered: keys pressed meanwhile are for the cells as they will be. */
  readonly changing: Signal<number> = signal(0);
  /** Whose caret this page scrolls with. */
  readonly following: Signal<DeviceId | null> = signal(null);
  readonly selectedSet = computed(() => new Set(this.selected));
  readonly history = new History();
  #acts = 0;
  #elements = new Map<CellId, HTMLElement>();
  #orderBefore: CellId[] = [];
  readonly #stop: () => void;

  constructor(
    readonly notebook: Notebook,
    readonly blobs: BlobSource,
    readonly session: string,
  ) {
    const stops = [
      effect(() => this.#followOrder(notebook.order.value)),
      effect(() => void (this.selection.value && notebook.presence.moved())),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
    notebook.presence.follow(() => {
      const { active } = this;
      return active && document.visibilityState === "visible" ? { cell: active.id, ...active.range } : null;
    });
  }

  end(): void {
    this.#stop();
  }

  get active(): CellModel | undefined {
    const { active } = this.selection.value;
    return active === null ? undefined : this.notebook.cell(active);
  }
  get selected(): CellId[] {
    return selected(this.selection.value, this.notebook.order.value);
  }

  select(cell: CellId): void {
    this.selection.value = only(cell);
  }
  selectTo(cell: CellId): void {
    this.selection.value = extendedTo(this.selection.value, cell);
  }
  selectAll(): void {
    this.selection.value = all(this.notebook.order.value);
  }
  step(by: number): void {
    this.selection.value = moved(this.selection.value, this.notebook.order.value, by);
    this.focusActive();
  }
  extend(by: number): void {
    this.selection.value = extended(this.selection.value, this.notebook.order.value, by);
    this.focusActive();
  }

  edit(): void {
    const { active } = this;
    if (!active) return;
    active.unfolded.value = true;
    this.show(active.id, true);
  }

  commandMode(): void {
    this.mode.value = "command";
    this.focusActive();
  }

  focusActive(): void {
    const { active } = this.selection.value;
    if (active !== null) this.show(active, false);
  }

  /** Puts the cursor into a line of a cell, counted from 1. */
  goToLine(cell: CellModel, line: number): void {
    cell.unfolded.value = true;
    this.show(cell.id, true, line);
  }

  /** The same in the cell that is now the `number`th, as tracebacks call cells. */
  goToCell(number: number, line: number): void {
    const cell = this.notebook.cell(this.notebook.order.value[number - 1] ?? "");
    if (cell) this.goToLine(cell, line);
  }

  /** Selects a cell and gives it the focus, or its editor; also a cell that is not on the page yet. */
  show(cell: CellId, edit: boolean, line?: number): void {
    const wanted = { cell, edit, line };
    this.wanted.value = wanted;
    setTimeout(() => this.wanted.value === wanted && (this.wanted.value = null), WANTED_MOST_MS);
    if (this.notebook.cell(cell)) this.select_(cell);
    this.#elements.get(cell)?.scrollIntoView({ block: "nearest" });
    this.grant(cell);
  }

  giveUp(cell: CellId): void {
    if (this.wanted.value?.cell === cell) this.wanted.value = null;
  }

  /** The person did something: pressed a key, or clicked. */
  acted(): void {
    this.#acts++;
  }

  /** For what is asked of the node now and shown when it answered. */
  later(): Later {
    const acts = this.#acts;
    const isHere = () => this.#acts === acts;
    return {
      expect: (cell, edit) => {
        if (isHere() && this.#isAnswered) this.wanted.value = { cell, edit };
      },
      show: (cell, edit) => (isHere() ? this.show(cell, edit) : this.giveUp(cell)),
    };
  }

  async whileChanging(change: Promise<unknown>): Promise<void> {
    if (!this.#isAnswered) return;
    this.changing.value++;
    await change.finally(() => this.changing.value--);
  }

  /** Brings a place of a cell's confirmed text into view and leaves the selection alone. */
  reveal(cell: CellModel, at: number): void {
    if (cell.showsSource && cell.editor) cell.editor.reveal(cell.text.fromConfirmed(at, 1));
    else this.#elements.get(cell.id)?.scrollIntoView({ block: "center" });
  }

  /** Shows a cell in the middle, without taking the focus there. */
  look(cell: CellId): void {
    this.#elements.get(cell)?.scrollIntoView({ block: "center" });
    this.select(cell);
    this.flash(cell);
  }

  flash(cell: CellId): void {
    this.flashing.value = cell;
    setTimeout(() => this.flashing.value === cell && (this.flashing.value = null), FLASH_MS);
  }

  /** The cell's element or editor came to the page: it gets the focus if it was wanted. */
  grant(cell: CellId): void {
    const wanted = this.wanted.peek();
    if (wanted?.cell !== cell) return;
    const model = this.notebook.cell(cell);
    const element = this.#elements.get(cell);
    if (!model || !element) return;
    if (this.selection.value.active !== cell) this.select(cell);
    if (!wanted.edit) element.focus({ preventScroll: true });
    else if (!model.editor) return;
    else if (wanted.line) model.editor.goToLine(wanted.line);
    else model.editor.focus();
    if (!wanted.line) element.scrollIntoView({ block: "nearest" });
    this.wanted.value = null;
  }

  place(cell: CellId, element: HTMLElement | null): void {
    if (element) this.#elements.set(cell, element);
    else this.#elements.delete(cell);
  }

  toggleLineNumbers(): void {
    this.lineNumbers.value = !this.lineNumbers.value;
    writeSetting("lineNumbers", this.lineNumbers.value ? "on" : "off");
  }

  saySaved(): void {
    notices.tell("info", S.save.always);
  }

  /** A range stays a range while its end moves. */
  select_(cell: CellId): void {
    if (this.selection.value.active !== cell) this.select(cell);
  }

  /** Without a connection no key is held: it may stay so for hours. */
  get #isAnswered(): boolean {
    return this.notebook.outbox.flowing;
  }

  #followOrder(order: CellId[]): void {
    const before = this.#orderBefore;
    this.#orderBefore = order;
    const now = settled(this.selection.peek(), before, order);
    const { active, anchor } = this.selection.peek();
    if (now.active === active && now.anchor === anchor) return;
    this.selection.value = now;
    const hadFocus = document.activeElement === document.body || this.#holdsFocus(active);
    if (hadFocus && active !== null && now.active !== null) queueMicrotask(() => this.focusActive());
  }

  #holdsFocus(cell: CellId | null): boolean {
    const element = cell === null ? undefined : this.#elements.get(cell);
    return element?.contains(document.activeElement) ?? false;
  }
}
