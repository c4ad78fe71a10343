// Sentences to show, and what is read out politely.
import { type Signal, signal } from "@preact/signals";
import type { NoticeLevel } from "../protocol";

export interface Action {
  label: string;
  act: () => void;
}

export interface Notice {
  id: number;
  level: NoticeLevel;
  text: string;
  action?: Action;
}

// More would cover the notebook; older ones have been read or never will be.
const SHOWN_MOST = 3;
const INFO_MS = 6_000;

class Notices {
  readonly list: Signal<Notice[]> = signal([]);
  /** For the one live region. */
  readonly said: Signal<string> = signal("");
  #last = 0;

  tell(level: NoticeLevel, text: string, action?: Action): void {
    const notice = { id: ++this.#last, level, text, action };
    const others = this.list.value.filter((one) => one.text !== text);
    this.list.value = [...others, notice].slice(-SHOWN_MOST);
    this.say(text);
    if (level === "info") setTimeout(() => this.dismiss(notice.id), INFO_MS);
  }

  dismiss(id: number): void {
    this.list.value = this.list.value.filter((one) => one.id !== id);
  }

  /** Read out, not shown. */
  say(text: string): void {
    this.said.value = text;
  }
}

export const notices = new Notices();
