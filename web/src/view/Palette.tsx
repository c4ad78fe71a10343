import uFuzzy from "@leeoniya/ufuzzy";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { COMMAND_IDS, type CommandId, execute, titleOf } from "../keys/commands";
import { bindingsOf } from "../keys/keymap";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Dialog } from "./Dialog";
import { KeyNames } from "./KeyNames";

const fuzzy = new uFuzzy({ intraMode: 1 });
const TITLES = COMMAND_IDS.map(titleOf);

/** Best first; all of them for no words. */
export function found(words: string): CommandId[] {
  if (words.trim() === "") return COMMAND_IDS;
  const [indexes, info, order] = fuzzy.search(TITLES, words, 1);
  if (!indexes) return [];
  const ranked = info && order ? order.map((at) => info.idx[at]!) : indexes;
  return ranked.map((index) => COMMAND_IDS[index]!);
}

export function Palette({ bench }: { bench: Workbench }) {
  const words = useSignal("");
  const at = useSignal(0);
  const list = useRef<HTMLUListElement>(null);
  // Looked up with each key: quick typists press Enter before what they typed is drawn.
  const look = () => {
    const matches = found(words.value);
    return { matches, chosen: Math.min(at.value, matches.length - 1) };
  };
  const { matches, chosen } = look();
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [chosen]);
  const go = (id: CommandId | undefined) => {
    if (!id) return;
    bench.dialog.value = null;
    // After the dialog gave the focus back, as commands look at where it is, and before the next key.
    queueMicrotask(() => execute(id, bench));
  };
  const pressed = (event: KeyboardEvent) => {
    const { matches, chosen } = look();
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && matches.length > 0) at.value = (chosen + by + matches.length) % matches.length;
    else if (event.key === "Enter") go(matches[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog bench={bench} title={S.palette.title} kind="palette">
      <input
        class="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={matches[chosen] && `palette-${matches[chosen]}`}
        aria-label={S.palette.placeholder}
        placeholder={S.palette.placeholder}
        autofocus
        onInput={(event) => {
          words.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={pressed}
      />
      {matches.length === 0 && <p class="quiet">{S.palette.none}</p>}
      <ul ref={list} id="palette-list" role="listbox" aria-label={S.palette.title}>
        {matches.map((id, index) => (
          <li
            key={id}
            id={`palette-${id}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => go(id)}
            onPointerMove={() => (at.value = index)}
          >
            <span>{titleOf(id)}</span>
            {bindingsOf(id)[0] && <KeyNames keys={bindingsOf(id)[0]!} />}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
