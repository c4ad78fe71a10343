// The one WebSocket of this tab: hello, heartbeat, coming back. Requests are answered in order; an answer never throws.
import { type Signal, signal } from "@preact/signals";
import { type Ask, PROTOCOL_VERSION, type Said, type Told } from "../protocol";
import { waitMs } from "./backoff";
import { closingOf } from "./closing";

const BEAT_MS = 15_000;
// A node under load answers late; a dead one never does.
const BEAT_ANSWER_MS = 10_000;
// Long enough that opening a page does not flash a warning.
const WELCOME_MS = 10_000;

export type Status =
  | { k: "connecting" }
  | { k: "open"; deviceName: string; nodeStart: string }
  | { k: "lost"; since: number; retryAt: number }
  | { k: "ended"; why: "sessionUnknown" | "reload" };

export type Answer = Extract<Told, { t: "ok" | "no" | "stale" }> | { t: "lost" };

export interface Listener {
  /** The connection is open: ask for what is to be seen. */
  opened(): void;
  told(message: Told): void;
}

export class Connection {
  readonly status: Signal<Status> = signal({ k: "connecting" });
  #socket: WebSocket | null = null;
  #asked = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  readonly #reserved = new Set<number>();
  #unsent: { id: number; text: string }[] = [];
  #early: { ask: Ask; answered: (answer: Answer) => void }[] = [];
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #listener: Listener | null = null;

  constructor(
    private readonly url: string,
    private readonly session: string,
    readonly client: string,
  ) {}

  start(listener: Listener): void {
    this.#listener = listener;
    addEventListener("online", () => this.tryNow());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.tryNow());
    this.#connect();
  }

  get open(): boolean {
    return this.status.value.k === "open";
  }

  /** Ids ascend, whether they are sent or not. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** An id for something that is sent a little later: what is asked meanwhile waits for it, so that ids ascend on the wire. */
  reserveId(): number {
    const id = this.nextId();
    this.#reserved.add(id);
    return id;
  }

  release(id: number): void {
    this.#reserved.delete(id);
    this.#flush();
  }

  /** What is asked before the first welcome waits for it; later, without a connection, the answer is "lost". */
  ask(ask: Ask, reserved?: number): Promise<Answer> {
    if (this.status.value.k === "connecting") return new Promise((answered) => this.#early.push({ ask, answered }));
    if (!this.open) return Promise.resolve({ t: "lost" });
    const id = reserved ?? this.nextId();
    return new Promise((answered) => {
      this.#asked.set(id, answered);
      this.#unsent.push({ id, text: JSON.stringify({ ...ask, id }) });
      this.#unsent.sort((a, b) => a.id - b.id);
      this.release(id);
    });
  }

  /** For what needs no answer, and is not said later either. */
  say(said: Said): void {
    if (this.open) this.#socket?.send(JSON.stringify(said));
  }

  #flush(): void {
    const first = Math.min(...this.#reserved);
    while (this.#unsent.length > 0 && this.#unsent[0]!.id < first) this.#socket?.send(this.#unsent.shift()!.text);
  }

  tryNow(): void {
    if (this.status.value.k !== "lost") return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  #connect(): void {
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    const late = setTimeout(() => socket.close(), WELCOME_MS);
    socket.onopen = () =>
      socket.send(JSON.stringify({ t: "hello", v: PROTOCOL_VERSION, session: this.session, client: this.client }));
    socket.onmessage = (event) => {
      clearTimeout(late);
      this.#told(JSON.parse(event.data as string) as Told);
    };
    socket.onclose = (event) => {
      clearTimeout(late);
      if (this.#socket === socket) this.#closed(event.code);
    };
  }

  #told(message: Told): void {
    switch (message.t) {
      case "welcome":
        this.#failures = 0;
        this.status.value = { k: "open", deviceName: message.deviceName, nodeStart: message.nodeStart };
        this.#beat = setInterval(() => this.#heartbeat(), BEAT_MS);
        this.#listener?.opened();
        for (const { ask, answered } of this.#early.splice(0)) void this.ask(ask).then(answered);
        return;
      case "ok":
      case "no":
      case "stale":
        this.#asked.get(message.id)?.(message);
        this.#asked.delete(message.id);
        return;
      default:
        this.#listener?.told(message);
    }
  }

  #heartbeat(): void {
    const socket = this.#socket;
    const late = setTimeout(() => socket?.close(), BEAT_ANSWER_MS);
    void this.ask({ t: "ping" }).then(() => clearTimeout(late));
  }

  #closed(code: number): void {
    clearInterval(this.#beat);
    this.#socket = null;
    this.#reserved.clear();
    this.#unsent = [];
    const closing = closingOf(code);
    if (closing === "retry") this.#waitAndRetry();
    else this.status.value = { k: "ended", why: closing };
    const asked = [...this.#asked.values(), ...this.#early.splice(0).map(({ answered }) => answered)];
    this.#asked.clear();
    for (const answered of asked) answered({ t: "lost" });
  }

  #waitAndRetry(): void {
    const wait = waitMs(this.#failures++, Math.random());
    const before = this.status.value;
    const since = before.k === "lost" ? before.since : Date.now();
    this.status.value = { k: "lost", since, retryAt: Date.now() + wait };
    this.#retry = setTimeout(() => this.#connect(), wait);
  }
}
