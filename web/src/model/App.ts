// One tab: its connection, the list of notebooks, and the notebook that is open.
import { effect, type Signal, signal } from "@preact/signals";
import { Connection, type Listener } from "../link/connection";
import { fragmentOf, readFragment } from "../link/session";
import type { BlobSource, NotebookId, Told } from "../protocol";
import type { Journal } from "../text/Journal";
import { leave, stay } from "../text/left";
import { announceTab } from "../text/tabs";
import { NodeBlobs } from "./blobs";
import { Door } from "./Door";
import { Home } from "./Home";
import { Notebook } from "./Notebook";
import { notices } from "./notices";
import { Workbench } from "./Workbench";

export class App implements Listener {
  readonly home: Home;
  readonly door: Door;
  readonly bench: Signal<Workbench | null> = signal(null);
  readonly #blobs: BlobSource;
  #leaving: Notebook | null = null;

  constructor(
    readonly connection: Connection,
    private readonly session: string,
    private readonly journal: Journal,
  ) {
    this.home = new Home(connection, session);
    this.door = new Door(connection);
    this.#blobs = new NodeBlobs(session);
  }

  start(notebook: NotebookId | undefined): void {
    announceTab(this.connection.client);
    this.#show(notebook);
    addEventListener("hashchange", () => this.#show(readFragment(location.hash).notebook));
    effect(() => {
      if (this.connection.status.value.k !== "lost") return;
      this.bench.peek()?.notebook.lost();
      this.door.lost();
    });
    addEventListener("pagehide", () => this.#pageLeft());
    addEventListener("pageshow", () => stay(localStorage, this.connection.client));
    document.addEventListener("visibilitychange", () => this.#seen(document.visibilityState === "visible"));
    this.connection.start(this);
  }

  /** Nobody is where a tab in the background is. */
  #seen(visible: boolean): void {
    const presence = this.bench.peek()?.notebook.presence;
    if (visible) presence?.moved();
    else presence?.hide();
  }

  #pageLeft(): void {
    this.bench.peek()?.notebook.presence.hide();
    const left = [this.#leaving, this.bench.peek()?.notebook].flatMap((notebook) => notebook?.outbox.leftovers() ?? []);
    leave(localStorage, this.connection.client, left);
  }

  go(notebook?: NotebookId): void {
    if (notebook) location.hash = fragmentOf(notebook);
    else {
      history.pushState(null, "", location.pathname + location.search);
      this.#show(undefined);
    }
  }

  opened(): void {
    void this.#subscribe();
  }

  told(message: Told): void {
    if (message.t === "notebooks") this.home.told(message);
    else if (message.t === "requests") this.door.told(message.requests);
    else if (message.t === "pairing") this.door.pairingTold(message);
    else if (message.t === "notice") notices.tell(message.level, message.text);
    else (this.#leaving ?? this.bench.peek()?.notebook)?.told(message);
  }

  #show(id: NotebookId | undefined): void {
    const shown = this.bench.peek();
    if (shown?.notebook.id === id) return;
    const notebook = id && new Notebook(id, this.connection, this.journal);
    this.bench.value = notebook ? new Workbench(notebook, this.#blobs, this.session) : null;
    void this.#leave(shown).then(() => this.#subscribe());
  }

  /** While the notebook that was left is sent, it hears how that goes. */
  async #leave(bench: Workbench | null): Promise<void> {
    if (!bench) return;
    bench.end();
    this.#leaving = bench.notebook;
    await bench.notebook.leave();
    this.#leaving = null;
    await this.connection.ask({ t: "close" });
  }

  async #subscribe(): Promise<void> {
    if (!this.connection.open || this.#leaving) return;
    const bench = this.bench.peek();
    if (bench) await bench.notebook.open();
    else this.home.subscribe();
  }
}
