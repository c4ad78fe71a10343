import { FileDown } from "lucide";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { App } from "../model/App";
import { S } from "../strings";
import { Icon } from "./Icon";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** A file dropped anywhere on the page is opened. */
export function DropFiles({ app }: { app: App }) {
  const over = useSignal(false);
  const depth = useRef(0);
  // Before the page is shown: whoever sees it can drop.
  useLayoutEffect(() => {
    const stop = new AbortController();
    const listen = (type: "dragenter" | "dragleave" | "dragover" | "drop", act: (event: DragEvent) => void) =>
      addEventListener(
        type,
        (event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          act(event);
          over.value = depth.current > 0;
        },
        { signal: stop.signal, capture: true },
      );
    listen("dragenter", () => depth.current++);
    listen("dragleave", () => depth.current--);
    listen("dragover", () => {});
    listen("drop", (event) => {
      depth.current = 0;
      void openFiles(app, event.dataTransfer!.files);
    });
    return () => stop.abort();
  }, [app, over]);
  if (!over.value) return null;
  return (
    <div class="drop-veil">
      <div>
        <Icon of={FileDown} size={40} />
        <p>{S.home.dropHere}</p>
      </div>
    </div>
  );
}

export async function openFiles(app: App, files: Iterable<File>): Promise<void> {
  const notebook = await app.home.import(files);
  if (notebook) app.go(notebook);
}
