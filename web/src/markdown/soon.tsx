// Markdown, whose code comes after the page's own: until then, its source.
import { type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { addMarkdown } from "../editor/languages";
import type { Attachments } from "../protocol";

interface Props {
  source: string;
  attachments?: Attachments;
}

const loaded: Signal<{ Markdown: ComponentType<Props> } | null> = signal(null);

/** Loads it if that was not done before. */
export async function loadMarkdown(): Promise<void> {
  if (loaded.value) return;
  try {
    const [drawing, editing] = await Promise.all([import("./Markdown"), import("../editor/markdownLanguage")]);
    addMarkdown(editing.markdownSupport);
    loaded.value = drawing;
  } catch {
    // The node is away: when it is back, the next text cell that is drawn asks again.
  }
}

export function MarkdownSoon(props: Props) {
  const there = loaded.value;
  if (!there) void loadMarkdown();
  return there ? <there.Markdown {...props} /> : <pre class="static">{props.source}</pre>;
}
