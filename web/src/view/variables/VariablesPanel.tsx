// What cells named, beside the notebook: it stays open while one works.
import { useSignal } from "@preact/signals";
import { RefreshCw, X } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { SortHeader } from "../../base/SortHeader";
import { chosenAgain, type Sorting } from "../../base/sorting";
import { notices } from "../../model/notices";
import type { Listed } from "../../model/Variables";
import type { Workbench } from "../../model/Workbench";
import type { Variable } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { bytesOf, COLUMNS, lengthsOf, rowsOf } from "./rows";
import "./variables.css";

export function VariablesPanel({ bench }: { bench: Workbench }) {
  const { variables } = bench.notebook;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => variables.follow(), [variables]);
  useFocusWithin(panel, bench);
  const close = () => (variables.shown.value = false);
  return (
    <aside
      ref={panel}
      id="variables"
      class="variables"
      aria-label={S.variables.title}
      data-testid="variables"
      onKeyDown={(event) => {
        if (!event.defaultPrevented && closes(event)) close();
      }}
    >
      <div class="variables-head">
        <h2>{S.variables.title}</h2>
        <IconButton icon={RefreshCw} label={S.variables.refresh} onPress={() => void variables.refresh()} />
        <IconButton icon={X} label={S.variables.close} onPress={close} />
      </div>
      <Inside bench={bench} />
    </aside>
  );
}

/** Escape, or the key that opened it, which is text in a field. */
const closes = ({ key, target }: KeyboardEvent) =>
  key === "Escape" || (key === "I" && !(target instanceof HTMLInputElement));

/** The focus goes in, and back when the panel closes under it. */
function useFocusWithin(panel: { current: HTMLElement | null }, bench: Workbench): void {
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const element = panel.current!;
    element.querySelector<HTMLElement>("button")?.focus();
    return () => {
      if (!element.contains(document.activeElement)) return;
      if (before && before !== document.body && before.isConnected) before.focus();
      else bench.focusActive();
    };
  }, []);
}

function IconButton({ icon, label, onPress }: { icon: typeof X; label: string; onPress: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onPress}>
      <Icon of={icon} />
    </button>
  );
}

function Inside({ bench }: { bench: Workbench }) {
  const { variables, session } = bench.notebook;
  const why = variables.why.value;
  const listed = variables.listed.value;
  if (session.value === null) return <p class="quiet">{noKernel(bench)}</p>;
  return (
    <>
      {why !== null && <p role="status">{why}</p>}
      {listed === null ? (
        why === null && (
          <p class="quiet">{session.value.state === "starting" ? S.variables.starting : S.variables.asking}</p>
        )
      ) : listed.variables.length === 0 ? (
        <p class="quiet">{S.variables.empty}</p>
      ) : (
        <Table listed={listed} />
      )}
    </>
  );
}

function noKernel({ notebook: { hosts } }: Workbench): string {
  const target = hosts.targetRow.value;
  return target && !target.me ? S.variables.elsewhere(target.name) : S.variables.noKernel;
}

function Table({ listed }: { listed: Listed }) {
  const words = useSignal("");
  const all = useSignal(false);
  const sorting = useSignal<Sorting | null>({ column: "name", descending: false });
  const rows = rowsOf(listed.variables, { words: words.value, all: all.value, sorting: sorting.value });
  const choose = (column: string) => (sorting.value = chosenAgain(sorting.value, column));
  return (
    <>
      <div class="variables-tools">
        <input
          type="search"
          aria-label={S.variables.filter}
          placeholder={S.variables.filter}
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
        <label>
          <input type="checkbox" checked={all.value} onChange={(event) => (all.value = event.currentTarget.checked)} />
          {S.variables.all}
        </label>
      </div>
      <div class="variables-rows" role="region" aria-label={S.variables.title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <SortHeader
                  key={column}
                  id={column}
                  class={column}
                  label={S.variables.columns[column]}
                  sorting={sorting.value}
                  onChoose={choose}
                />
              ))}
              <th scope="col">{S.variables.value}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.name} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet" role="status">
        {rows.length === 0 ? S.variables.none : S.variables.count(rows.length)}
        {listed.more > 0 && ` ${S.variables.more(listed.more)}`}
      </p>
    </>
  );
}

function Row({ row }: { row: Variable }) {
  const copy = () =>
    navigator.clipboard.writeText(row.name).then(
      () => notices.tell("info", S.variables.copied(row.name)),
      () => notices.tell("error", S.variables.notCopied),
    );
  const label = S.variables.copy(row.name);
  return (
    <tr>
      <th scope="row">
        <button type="button" class="variable-name" aria-label={label} title={label} onClick={() => void copy()}>
          {row.name}
        </button>
      </th>
      <td class="type">{row.type}</td>
      <td class="size">
        <span>{lengthsOf(row)}</span> <span class="quiet">{bytesOf(row)}</span>
      </td>
      <td class="value" title={row.value}>
        <span>{row.value}</span>
      </td>
    </tr>
  );
}
