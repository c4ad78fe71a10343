// Tabs, the node's rules and a wire that breaks, driven by a seed: nothing typed is lost, nothing doubled.
import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import type { Answer } from "../link/connection";
import { Notebook } from "../model/Notebook";
import type { Ask, Told } from "../protocol";
import { MemoryNode } from "../testing/MemoryNode";
import { randomOf } from "../testing/random";
import { type Journal, TabJournal } from "./Journal";
import type { Link } from "./Outbox";

const SEEDS = 500;
const STEPS = 120;
const CELLS = ["a", "b"];

const turn = () => new Promise<void>((done) => setImmediate(done));

/** A tab and its wire: messages wait at both ends until the test lets one through. */
class Tab implements Link {
  readonly notebook: Notebook;
  #lastId = 0;
  #toNode: (() => void)[] = [];
  #toTab: (() => void)[] = [];
  #asked = new Map<number, (answer: Answer) => void>();
  connected = false;
  /** Words that fit nowhere and were offered to the person. */
  offered = "";
  isBetween = false;
  readonly #hear = (message: Told) => void this.#toTab.push(() => this.notebook.told(message));

  constructor(
    readonly client: string,
    private readonly node: MemoryNode,
    journal: Journal,
    private readonly random: (below: number) => number,
  ) {
    this.notebook = new Notebook("n", this, journal);
  }

  nextId(): number {
    return ++this.#lastId;
  }

  reserveId(): number {
    return this.nextId();
  }
  release(): void {}
  say(): void {}

  ask(ask: Ask, id = this.nextId()): Promise<Answer> {
    if (!this.connected) return Promise.resolve({ t: "lost" });
    return new Promise((answered) => {
      this.#asked.set(id, answered);
      this.#toNode.push(() => this.#handle(ask, id));
    });
  }

  connect(): void {
    this.connected = true;
    void this.notebook.open();
  }

  disconnect(): void {
    this.connected = false;
    this.node.tabs.delete(this.#hear);
    this.#toNode = [];
    this.#toTab = [];
    this.notebook.lost();
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const answered of asked) answered({ t: "lost" });
  }

  async step(random: (below: number) => number): Promise<boolean> {
    const queue = random(2) === 0 ? this.#toNode : this.#toTab;
    const message = queue.shift();
    message?.();
    await turn();
    return message !== undefined;
  }

  async drain(): Promise<void> {
    for (let idle = 0; idle < 8; idle++) {
      const message = this.#toNode.shift() ?? this.#toTab.shift();
      if (message) idle = 0;
      message?.();
      await turn();
    }
  }

  #handle(ask: Ask, id: number): void {
    if (ask.t === "open") {
      const edits = ask.resume?.edits ?? [];
      const own = edits.every(({ client }) => client === this.client);
      const done = this.node.resume(edits, own && this.random(5) === 0);
      const lost = edits.filter(({ client, id }) => client !== this.client && done.lost.includes(id));
      this.offered += JSON.stringify(lost);
      this.node.tabs.add(this.#hear);
      this.#toTab.push(() => (this.isBetween = true));
      this.#answer({ t: "ok", id, ...done });
      const snapshot = this.node.snapshot("n");
      this.#toTab.push(() => this.notebook.told(snapshot));
      this.#toTab.push(() => (this.isBetween = false));
    } else if (ask.t === "edit") {
      const answer = this.node.edit(this.client, id, ask.cell, ask.version, ask.changes);
      this.#answer(answer as Answer);
      if (answer.t === "ok") this.#toTab.push(() => this.notebook.told({ t: "saved", id }));
    }
  }

  #answer(answer: Answer): void {
    const id = (answer as { id: number }).id;
    this.#toTab.push(() => {
      this.#asked.get(id)?.(answer);
      this.#asked.delete(id);
    });
  }
}

/** One for all tabs of a browser, as IndexedDB is: what they ask is done in order and takes its time. */
class SharedJournal {
  readonly alive = new Set<string>();
  readonly stored = new TabJournal();
  #waiting: { client: string; done: () => void; act: () => Promise<void> }[] = [];
  #working = false;

  constructor(private readonly random: (below: number) => number) {}

  of(client: string): Journal {
    return {
      write: (put, drop) => this.#enqueue(client, () => this.stored.write(put, drop)),
      all: async () => {
        await this.#enqueue(client, async () => {});
        return this.stored.all();
      },
      living: async (clients) => new Set([...clients].filter((one) => this.alive.has(one))),
    };
  }

  /** Of what a tab had begun to write the first part is written; it writes nothing later. */
  crash(client: string): void {
    this.alive.delete(client);
    const kept = this.random(3);
    const own = this.#waiting.filter((one) => one.client === client).slice(kept);
    this.#waiting = this.#waiting.filter((one) => !own.includes(one));
  }

  async settled(): Promise<void> {
    while (this.#working) await turn();
  }

  #enqueue(client: string, act: () => Promise<void>): Promise<void> {
    return new Promise((done) => {
      if (!this.alive.has(client)) return;
      this.#waiting.push({ client, done, act });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      for (let turns = this.random(12); turns > 0; turns--) await turn();
      const next = this.#waiting.shift();
      await next?.act();
      next?.done();
    }
    this.#working = false;
  }
}

class World {
  readonly node = new MemoryNode({ a: "first 😀 cell", b: "" });
  readonly journal: SharedJournal;
  readonly typed: string[] = [];
  /** Typed in a tab that was killed before they reached the node or the journal. */
  readonly lost = new Set<string>();
  tabs: Tab[] = [];
  #clients = 0;

  constructor(private readonly random: (below: number) => number) {
    this.journal = new SharedJournal(random);
    this.open();
    this.open();
  }

  open(): void {
    const client = `client${this.#clients++}`;
    const tab = new Tab(client, this.node, this.journal.of(client), this.random);
    this.journal.alive.add(tab.client);
    this.tabs.push(tab);
    tab.connect();
  }

  /** The browser kills a tab; another is opened. */
  async #kill(tab: Tab): Promise<void> {
    // Between an answer and the snapshot after it, what was typed since is offered to the person, not put in its place.
    if (tab.isBetween) return;
    tab.disconnect();
    this.tabs = this.tabs.filter((one) => one !== tab);
    this.journal.crash(tab.client);
    await this.journal.settled();
    const left = JSON.stringify(await this.journal.stored.all()) + CELLS.map((cell) => this.node.source(cell)).join();
    for (const word of this.typed) if (!left.includes(word) && !this.#isElsewhere(word)) this.lost.add(word);
    this.open();
  }

  #isElsewhere(word: string): boolean {
    return this.tabs.some((tab) => CELLS.some((cell) => tab.notebook.text(cell)?.doc.toString().includes(word)));
  }

  async step(): Promise<void> {
    const tab = this.tabs[this.random(this.tabs.length)]!;
    const dice = this.random(20);
    if (dice < 7) this.#type(tab);
    else if (dice === 7) this.#foreign();
    else if (dice === 8 && tab.connected) tab.disconnect();
    else if (dice === 9 && !tab.connected) tab.connect();
    else if (dice === 10 && this.random(4) === 0) await this.#kill(tab);
    else await tab.step(this.random);
    await turn();
  }

  /** A character that is only once in all texts, of one or two units: it must be there once in the end. */
  #word(): string {
    const word = String.fromCodePoint((this.random(2) === 0 ? 0x4e00 : 0x1f300) + this.typed.length);
    this.typed.push(word);
    return word;
  }

  #type(tab: Tab): void {
    const cell = CELLS[this.random(CELLS.length)]!;
    const doc = tab.notebook.text(cell)?.doc;
    if (!doc) return;
    const places = [0];
    for (const character of doc.toString()) places.push(places.at(-1)! + character.length);
    const from = places[this.random(places.length)]!;
    tab.notebook.typed(cell, ChangeSet.of({ from, insert: this.#word() }, doc.length));
  }

  #foreign(): void {
    const cell = CELLS[this.random(CELLS.length)]!;
    this.node.foreign(cell, ChangeSet.of({ from: 0, insert: this.#word() }, this.node.source(cell).length));
  }

  async settle(): Promise<void> {
    for (const tab of this.tabs) if (!tab.connected) tab.connect();
    for (let round = 0; round < 6; round++)
      for (const tab of this.tabs) {
        await this.journal.settled();
        await tab.drain();
      }
  }

  expectSettled(seed: number): void {
    const all = CELLS.map((cell) => this.node.source(cell)).join("");
    for (const word of this.typed) {
      const count = all.split(word).length - 1;
      const isOffered = this.tabs.some((tab) => tab.offered.includes(word));
      if (!this.lost.has(word) && !isOffered) expect(count, `seed ${seed}: ${word} in ${all}`).toBe(1);
      else expect(count, `seed ${seed}: ${word} in ${all}`).toBeLessThanOrEqual(1);
    }
    for (const tab of this.tabs) {
      for (const cell of CELLS)
        expect(tab.notebook.text(cell)!.doc.toString(), `seed ${seed}, ${tab.client}`).toBe(this.node.source(cell));
      expect(tab.notebook.outbox.unconfirmed.value, `seed ${seed}`).toBe(0);
    }
  }
}

test("whatever breaks, all tabs end with the node's text, each typed character in it once", async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = new World(randomOf(seed));
    for (let step = 0; step < STEPS; step++) await world.step();
    await world.settle();
    world.expectSettled(seed);
    expect(await world.journal.stored.all(), `seed ${seed}`).toEqual([]);
  }
}, 60_000);
