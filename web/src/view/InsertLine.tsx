import { Plus } from "lucide";
import { useSignal } from "@preact/signals";
import * as cells from "../model/cellActions";
import type { Workbench } from "../model/Workbench";
import type { CellId } from "../protocol";
import { S } from "../strings";
import { dropAfter } from "./drag";
import { blockedBy } from "./blocked";
import { Icon } from "./Icon";

/** The line between cells. Its buttons exist while the pointer is there; the keys for it are A and B. */
export function InsertLine({ bench, after }: { bench: Workbench; after: CellId | null }) {
  const over = useSignal(false);
  const blocked = blockedBy(bench.notebook.people.obstacle("edit"));
  const dropping = dropAfter.value === after;
  return (
    <div
      class={`insert-line${dropping ? " dropping" : ""}`}
      data-after={after ?? ""}
      onPointerEnter={() => (over.value = true)}
      onPointerLeave={() => (over.value = false)}
    >
      {over.value && (
        <>
          <button
            type="button"
            class="insert-button"
            {...blocked}
            aria-label={S.notebook.insertCode}
            onClick={() => void cells.insert(bench, after, "code", true)}
          >
            <Icon of={Plus} size={14} /> {S.notebook.addCode}
          </button>
          <button
            type="button"
            class="insert-button"
            {...blocked}
            aria-label={S.notebook.insertText}
            onClick={() => void cells.insert(bench, after, "markdown", true)}
          >
            <Icon of={Plus} size={14} /> {S.notebook.addText}
          </button>
        </>
      )}
    </div>
  );
}
