// A tab on a MemoryNode, for tests: what is asked is done at once and answered in the next turn; what the node tells is heard
// at once, or when the test lets it through.
import type { Answer } from "../link/connection";
import { Notebook } from "../model/Notebook";
import type { Ask, Device, Said, Told } from "../protocol";
import { TabJournal } from "../text/Journal";
import type { Link } from "../text/Outbox";
import type { MemoryNode } from "./MemoryNode";

export class MemoryTab implements Link {
  readonly notebook: Notebook;
  readonly asked: Ask[] = [];
  /** Answers to what a MemoryNode does not know. */
  answers: (ask: Ask, id: number) => Answer | Promise<Answer> = (_ask, id) => ({ t: "ok", id });
  #lastId = 0;
  #held: Told[] | null = null;

  constructor(
    readonly client: string,
    private readonly node: MemoryNode,
    private readonly device: Device,
  ) {
    this.notebook = new Notebook("n", this, new TabJournal());
  }

  async open(): Promise<void> {
    await this.notebook.open();
  }

  /** What the node tells waits until it is released. */
  hold(): void {
    this.#held ??= [];
  }
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of held) this.notebook.told(message);
  }

  nextId(): number {
    return ++this.#lastId;
  }
  reserveId(): number {
    return this.nextId();
  }

  say(said: Said): void {
    this.node.said(this.client, said);
  }

  ask(ask: Ask, id = this.nextId()): Promise<Answer> {
    this.asked.push(ask);
    if (ask.t === "open") return Promise.resolve(this.#open(id));
    if (ask.t !== "edit") return Promise.resolve(this.answers(ask, id));
    const answer = this.node.edit(this.client, id, ask.cell, ask.version, ask.changes) as Answer;
    if (answer.t === "ok") this.#hear({ t: "saved", id });
    return Promise.resolve(answer);
  }

  #open(id: number): Answer {
    this.#hear(this.node.snapshot("n"));
    this.node.tabs.add((message) => this.#hear(message));
    this.node.come(this.client, this.device, (message) => this.#hear(message));
    return { t: "ok", id, resumed: [], had: [], lost: [] };
  }

  #hear(message: Told): void {
    if (this.#held) this.#held.push(message);
    else this.notebook.told(message);
  }
}
