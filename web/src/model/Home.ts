// The list of notebooks, as the node tells it.
import { type Signal, signal } from "@preact/signals";
import type { Answer, Connection } from "../link/connection";
import { fetchWith } from "../link/session";
import type { Ask, BinRow, Device, JoinRow, NotebookId, NotebookRow, NotebooksTold } from "../protocol";
import { S } from "../strings";
import { whyNot } from "./answers";
import { notices } from "./notices";

// What the node takes in one import.
const FILE_MOST = 64 * 1024 * 1024;

export class Home {
  readonly list: Signal<NotebookRow[] | null> = signal(null);
  readonly bin: Signal<BinRow[]> = signal([]);
  readonly deviceName: Signal<string> = signal("");
  readonly joins: Signal<JoinRow[]> = signal([]);
  /** With this computer. */
  readonly paired: Signal<Device[]> = signal([]);
  readonly me: Signal<Device | null> = signal(null);
  /** The dialog for a link is open. */
  readonly joining: Signal<boolean> = signal(false);

  constructor(
    private readonly connection: Connection,
    private readonly session: string,
  ) {}

  subscribe(): void {
    void this.connection.ask({ t: "home" });
  }

  told(message: NotebooksTold): void {
    this.list.value = message.list;
    this.bin.value = message.bin;
    this.deviceName.value = message.deviceName;
    this.joins.value = message.joins ?? [];
    this.paired.value = message.paired ?? [];
    this.me.value = message.me ?? null;
  }

  async create(): Promise<NotebookId | null> {
    const answer = await this.ask({ t: "create" });
    return answer.t === "ok" ? (answer.notebook as NotebookId) : null;
  }

  async remove({ id, title }: NotebookRow): Promise<void> {
    const answer = await this.ask({ t: "delete", notebook: id });
    if (answer.t !== "ok") return;
    const undo = { label: S.home.undo, act: () => void this.ask({ t: "undelete", notebook: id }) };
    notices.tell("info", S.home.deleted(title), undo);
  }

  /** Asks for the notebook of a link; one that is here already is shown. A sentence where nothing came of it. */
  async join(link: string, show: (notebook: NotebookId) => void): Promise<string | null> {
    const answer = await this.connection.ask({ t: "join", link });
    if (answer.t !== "ok") return whyNot(answer);
    if (typeof answer.notebook !== "string") return null;
    notices.tell("info", S.join.isHere);
    show(answer.notebook);
    return null;
  }

  async ask(ask: Ask): Promise<Answer> {
    const answer = await this.connection.ask(ask);
    if (answer.t === "no") notices.tell("error", answer.why);
    if (answer.t === "lost") notices.tell("error", S.trouble.notDone);
    return answer;
  }

  /** Opens dropped or chosen files; the id of the last one that could be. */
  async import(files: Iterable<File>): Promise<NotebookId | null> {
    let last: NotebookId | null = null;
    for (const file of files) last = (await this.#importOne(file)) ?? last;
    return last;
  }

  async #importOne(file: File): Promise<NotebookId | null> {
    if (!file.name.endsWith(".ipynb")) return this.#refuse(S.home.notNotebook(file.name));
    if (file.size > FILE_MOST) return this.#refuse(S.home.tooLarge(file.name));
    notices.say(S.home.importing(file.name));
    try {
      const body = JSON.stringify({ name: file.name, content: await file.text() });
      const headers = { "Content-Type": "application/json" };
      const reply = await fetchWith(this.session, "/api/import", { method: "POST", headers, body });
      const { notebook, notices: mended } = (await reply.json()) as { notebook: NotebookId; notices?: string[] };
      for (const sentence of mended ?? []) notices.tell("info", sentence);
      return notebook;
    } catch (error) {
      return this.#refuse((error as Error).message);
    }
  }

  #refuse(sentence: string): null {
    notices.tell("error", sentence);
    return null;
  }
}
