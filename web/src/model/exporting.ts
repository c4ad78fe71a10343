import { fetchWith } from "../link/session";
import { notices } from "./notices";
import type { Workbench } from "./Workbench";

/** What no file system takes in a name. */
const fileName = (title: string) => `${title.replace(/[\\/:*?"<>|]/g, "-").trim() || "notebook"}.ipynb`;

/** Saves the notebook as a file, by the browser's own way. */
export async function download(bench: Workbench): Promise<void> {
  const { notebook } = bench;
  try {
    const reply = await fetchWith(bench.session, `/api/export/${encodeURIComponent(notebook.id)}`);
    save(await reply.blob(), fileName(notebook.title.value.replace(/\.ipynb$/, "")));
  } catch (error) {
    notices.tell("error", (error as Error).message);
  }
}

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
