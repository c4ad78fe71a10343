import { ArrowDown, ArrowUp, Code, GripVertical, Trash2, Type } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { CellModel } from "../model/CellModel";
import { execute, type CommandId, obstacleTo, titleOf } from "../keys/commands";
import { bindingsOf } from "../keys/keymap";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { blockedBy } from "./blocked";
import { dragsCell } from "./drag";
import { Icon } from "./Icon";
import type { IconNode } from "lucide";

interface Props {
  bench: Workbench;
  cell: CellModel;
  number: number;
  active: boolean;
}

/** The tools of the one cell that is active or under the pointer: all others have none, to keep the page small. */
export function CellTools(props: Props) {
  const { bench, cell, active } = props;
  return active || bench.hovered.value === cell.id ? <Tools {...props} /> : null;
}

function Tools({ bench, cell, number, active }: Props) {
  const handle = useRef<HTMLSpanElement>(null);
  const immovable = bench.notebook.people.obstacle("edit");
  useEffect(
    () => (immovable === null ? dragsCell(bench, handle.current!, cell.id) : undefined),
    [bench, cell, immovable === null],
  );
  const tool = (command: CommandId, icon: IconNode) => {
    const act = () => {
      if (!bench.selectedSet.peek().has(cell.id)) bench.select(cell.id);
      execute(command, bench);
    };
    const obstacle = obstacleTo(command, bench);
    const title = obstacle ?? `${titleOf(command)} (${bindingsOf(command)[0]})`;
    return (
      <button
        type="button"
        class="icon-button"
        tabIndex={active ? 0 : -1}
        aria-label={titleOf(command)}
        aria-disabled={obstacle !== null}
        title={title}
        onClick={act}
      >
        <Icon of={icon} />
      </button>
    );
  };
  return (
    <div class="tools" role="group" aria-label={S.notebook.cellTools(number)}>
      <span ref={handle} class="drag-handle" title={S.notebook.drag(number)} {...blockedBy(immovable)}>
        <Icon of={GripVertical} />
      </span>
      {tool("move-up", ArrowUp)}
      {tool("move-down", ArrowDown)}
      {cell.type.value === "code" ? tool("to-markdown", Type) : tool("to-code", Code)}
      {tool("delete", Trash2)}
    </div>
  );
}
