// Who wants to be let in, and the pairing of another device: the same in all tabs, whatever they show.
import { type Signal, signal } from "@preact/signals";
import type { Answer } from "../link/connection";
import type { Ask, DeviceId, PairingTold, RequestRow, Role } from "../protocol";
import { S } from "../strings";
import { whyNot } from "./answers";
import { notices } from "./notices";

export class Door {
  readonly requests: Signal<readonly RequestRow[]> = signal([]);
  /** The one under way, or the last one. */
  readonly pairing: Signal<PairingTold | null> = signal(null);
  /** The dialog for it: it began with a link of this computer, or with one of another. */
  readonly pairingOpen: Signal<"here" | "there" | null> = signal(null);

  constructor(private readonly link: { ask(ask: Ask): Promise<Answer> }) {}

  told(requests: RequestRow[]): void {
    const known = new Set(this.requests.peek().map(({ request }) => request));
    this.requests.value = requests;
    for (const one of requests) if (!known.has(one.request)) notices.say(S.door.wants(one.name, one.title));
  }

  /** Words to compare are shown wherever somebody is; how it ended only where it was seen. */
  pairingTold(told: PairingTold): void {
    this.pairing.value = told;
    if (told.words.length > 0 && told.ended === undefined && this.pairingOpen.peek() === null)
      this.pairingOpen.value = "there";
  }

  /** The node is away. */
  lost(): void {
    this.requests.value = [];
    this.pairing.value = null;
  }

  /** A sentence where it was not done. */
  letIn(row: RequestRow, role: Role): Promise<string | null> {
    const instead = role === row.role ? {} : { role };
    return this.#done({ t: "approve", request: row.request, ...instead });
  }

  refuse({ request }: RequestRow): Promise<string | null> {
    return this.#done({ t: "refuse", request });
  }

  beginPairing(): void {
    this.pairing.value = null;
    this.pairingOpen.value = "here";
  }

  pairingLink(): Promise<Answer> {
    return this.link.ask({ t: "pair" });
  }

  async takePairing(link: string): Promise<string | null> {
    this.pairing.value = null;
    const why = await this.#done({ t: "takePair", link });
    if (why === null) this.pairingOpen.value = "there";
    return why;
  }

  confirmPairing(same: boolean): Promise<string | null> {
    return this.#done({ t: "confirmPair", same });
  }

  unpair(device: DeviceId): Promise<string | null> {
    return this.#done({ t: "unpair", device });
  }

  async #done(ask: Ask): Promise<string | null> {
    return whyNot(await this.link.ask(ask));
  }
}
