import { type CommandId, titleOf } from "../keys/commands";
import { type Binding, KEYMAP } from "../keys/keymap";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Dialog } from "./Dialog";
import { onMac } from "./keyboard";
import { KeyNames } from "./KeyNames";

type Row = readonly [keys: readonly string[], words: string];

/** One row per command, with all its keys. */
function rowsOf(bindings: readonly Binding[]): Row[] {
  const keys = new Map<CommandId, string[]>();
  for (const binding of bindings) keys.set(binding.command, [...(keys.get(binding.command) ?? []), binding.keys]);
  return [...keys].map(([command, all]) => [onMac ? all : withoutSame(all), titleOf(command)]);
}

/** Off a Mac, Ctrl and Accel are one key. */
const withoutSame = (keys: string[]) => [...new Set(keys.map((chord) => chord.replace("Accel", "Ctrl")))];
const editorRows: Row[] = S.keys.editorKeys.map(([keys, words]) => [[keys], words]);

const GROUPS = [
  [S.keys.command, rowsOf(KEYMAP.filter(({ mode }) => mode === "command"))],
  [S.keys.both, rowsOf(KEYMAP.filter(({ mode }) => mode === undefined))],
  [S.keys.edit, [...rowsOf(KEYMAP.filter(({ mode }) => mode === "edit")), ...editorRows]],
] as const;

export function KeysDialog({ bench }: { bench: Workbench }) {
  return (
    <Dialog bench={bench} title={S.keys.title} kind="wide">
      <div class="key-groups" tabIndex={0} role="region" aria-label={S.keys.title}>
        {GROUPS.map(([title, rows]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([keys, words]) => (
                <div key={words}>
                  <dt>
                    {keys.map((one) => (
                      <KeyNames key={one} keys={one} />
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
