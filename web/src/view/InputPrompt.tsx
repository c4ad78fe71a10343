import { CornerDownLeft } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { CellModel } from "../model/CellModel";
import type { Workbench } from "../model/Workbench";
import type { ExecId, RunHead } from "../protocol";
import { S } from "../strings";
import { Icon } from "./Icon";

interface Props {
  bench: Workbench;
  cell: CellModel;
  exec: ExecId;
  input: NonNullable<RunHead["input"]>;
}

/** The program asks: one field and one button, under what it printed. */
export function InputPrompt({ bench, cell, exec, input }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const label = input.prompt.trim() || (input.password ? S.runs.password : S.runs.input_);
  useEffect(() => {
    // Only to whom it was asked: nobody who types elsewhere loses the focus.
    if (bench.selection.peek().active === cell.id) field.current?.focus();
  }, [bench, cell, exec]);
  const send = (event: Event) => {
    event.preventDefault();
    void bench.notebook.ask({ t: "stdin", exec, text: field.current!.value });
    field.current!.value = "";
    bench.focusActive();
  };
  return (
    <form class="input-prompt" onSubmit={send} data-testid="input">
      <label>
        <span>{label}</span>
        {input.password ? (
          <input ref={field} type="password" autocomplete="off" />
        ) : (
          <input ref={field} type="text" autocomplete="off" spellcheck={false} />
        )}
      </label>
      <button type="submit" class="button small">
        <Icon of={CornerDownLeft} size={14} /> {S.runs.send}
      </button>
    </form>
  );
}
