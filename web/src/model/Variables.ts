// What cells named in the kernel of this computer. Asked for when somebody looks, and again after each run.
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import type { Answer } from "../link/connection";
import type { Session, Variable } from "../protocol";
import { whyNot } from "./answers";

export interface Listed {
  readonly variables: readonly Variable[];
  /** How many there are beside those. */
  readonly more: number;
}

export class Variables {
  /** Somebody looks at them. */
  readonly shown: Signal<boolean> = signal(false);
  /** Null: not told yet, or no kernel runs. */
  readonly listed: Signal<Listed | null> = signal(null);
  /** Why the last question had no answer, as a sentence. */
  readonly why: Signal<string | null> = signal(null);
  readonly #hasKernel = computed(() => this.session.value !== null && this.session.value.state !== "starting");
  #asking = false;
  #again = false;

  /** @param runsEnded changes with every run that ends */
  constructor(
    private readonly session: ReadonlySignal<Session>,
    private readonly runsEnded: ReadonlySignal<number>,
    private readonly ask: () => Promise<Answer>,
  ) {}

  /** Keeps them as they are, until what it gives is called. */
  follow(): () => void {
    return effect(() => {
      const wanted = this.#hasKernel.value && this.runsEnded.value >= 0;
      untracked(() => void (wanted ? this.refresh() : this.#forget()));
    });
  }

  /** One question at a time: what is asked meanwhile is asked once more. */
  async refresh(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    do {
      this.#again = false;
      this.#hear(await this.ask());
    } while (this.#again);
    this.#asking = false;
  }

  #hear(answer: Answer): void {
    if (!this.#hasKernel.peek()) return this.#forget();
    this.why.value = whyNot(answer);
    if (answer.t === "ok") this.listed.value = listedIn(answer);
  }

  #forget(): void {
    this.listed.value = null;
    this.why.value = null;
  }
}

function listedIn(answer: Record<string, unknown>): Listed {
  const variables = Array.isArray(answer.variables) ? (answer.variables as Variable[]) : [];
  return { variables, more: typeof answer.more === "number" ? answer.more : 0 };
}
