// What was done to cells in this tab, for undo and redo.
import type { Change } from "./structure";

// A person remembers the last few things they did, not hundreds.
const REMEMBERED_MOST = 100;

export class History {
  /** How many changes the node did not do. */
  failures = 0;
  #done: Change[] = [];
  #undone: Change[] = [];
  #begun: Promise<unknown> = Promise.resolve();

  /** The node was asked for a change and has not answered. */
  doing<T>(change: Promise<T>): Promise<T> {
    const before = this.#begun;
    this.#begun = Promise.allSettled([before, change]).then(() => {});
    return change;
  }

  /**
   * Once all that was begun before has ended: undo takes back what was done last, also if the node is slow. What was not done
   * can not be taken back, and what was done before that was not meant.
   */
  next(act: () => Promise<void>): Promise<void> {
    const { failures } = this;
    return this.doing(this.#begun.then(() => (this.failures === failures ? act() : undefined)));
  }

  did(change: Change): void {
    this.#done = [...this.#done, change].slice(-REMEMBERED_MOST);
    this.#undone = [];
  }

  undo(): Change | undefined {
    const change = this.#done.pop();
    if (change) this.#undone.push(change);
    return change;
  }

  redo(): Change | undefined {
    const change = this.#undone.pop();
    if (change) this.#done.push(change);
    return change;
  }
}
