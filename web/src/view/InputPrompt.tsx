import { CornerDownLeft, Keyboard } from "lucide";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CellModel } from "../model/CellModel";
import type { Workbench } from "../model/Workbench";
import type { Run, RunHead } from "../protocol";
import { S } from "../strings";
import { Icon } from "./Icon";

interface Props {
  bench: Workbench;
  cell: CellModel;
  run: Run;
}

/** The program asks, under what it printed: whoever asked for the run, and others if they want to. */
export function InputPrompt({ bench, cell, run }: Props) {
  const { people } = bench.notebook;
  const instead = useSignal(false);
  // While the node is away: as it was, so that a begun answer stays.
  const isOthers = useRef<boolean | null>(null);
  if (people.told.value !== null) isOthers.current = people.isOtherPerson(run.requestedBy);
  if (!run.input || isOthers.current === null) return null;
  if (instead.value || !isOthers.current)
    return <InputField bench={bench} cell={cell} run={run} input={run.input} wanted={instead.value} />;
  const name = people.nameOf(run.requestedBy!) || S.people.somebody;
  return (
    <div class="input-prompt asked" data-testid="asked">
      <Icon of={Keyboard} />
      <p>{S.runs.asked(name, run.input.prompt.trim())}</p>
      {people.obstacle("run") === null && (
        <button type="button" class="button small" onClick={() => (instead.value = true)}>
          {S.runs.answerInstead}
        </button>
      )}
    </div>
  );
}

interface FieldProps extends Props {
  input: NonNullable<RunHead["input"]>;
  /** Somebody just asked for the field. */
  wanted: boolean;
}

/** One field and one button. */
function InputField({ bench, cell, run: { exec }, input, wanted }: FieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const label = input.prompt.trim() || (input.password ? S.runs.password : S.runs.input_);
  useEffect(() => {
    // Only to whom it was asked: nobody who types elsewhere loses the focus.
    if (wanted || bench.selection.peek().active === cell.id) field.current?.focus();
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
