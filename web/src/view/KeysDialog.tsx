import { titleOf } from "../keys/commands";
import { type Binding, KEYMAP } from "../keys/keymap";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Dialog } from "./Dialog";
import { KeyNames } from "./KeyNames";

const rowsOf = (bindings: readonly Binding[]) => bindings.map(({ keys, command }) => [keys, titleOf(command)] as const);

const GROUPS = [
  [S.keys.command, rowsOf(KEYMAP.filter(({ mode }) => mode === "command"))],
  [S.keys.both, rowsOf(KEYMAP.filter(({ mode }) => mode === undefined))],
  [S.keys.edit, [...rowsOf(KEYMAP.filter(({ mode }) => mode === "edit")), ...S.keys.editorKeys]],
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
                <div key={keys}>
                  <dt>
                    <KeyNames keys={keys} />
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
