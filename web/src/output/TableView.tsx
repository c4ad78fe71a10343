// A table that can be ordered, searched and copied, a page of rows at a time. Everything in it is text. Loaded when the first
// one is shown.
import { useEffect, useMemo, useState } from "preact/hooks";
import { SortHeader } from "../base/SortHeader";
import { chosenAgain, ordered, type Sorting } from "../base/sorting";
import { PRINTED_ROWS_MAX, printing } from "./printing";
import { found, isNumeric, keyOf, separated, shownOf, type Table, tableIn } from "./table";
import { TextView } from "./TextView";
import { words } from "./words";

const PAGE_ROWS = 25;

interface Props {
  text: string;
  /** Undefined where there is nothing else to show. */
  onFail?: () => void;
}

export default function TableView({ text, onFail }: Props) {
  const table = useMemo(() => tableIn(text), [text]);
  useEffect(() => void (table === null && onFail?.()), [table]);
  if (table !== null) return <Shown table={table} />;
  return (
    <>
      <p class="out-note">{words.badTable}</p>
      <TextView text={text} />
    </>
  );
}

function Shown({ table }: { table: Table }) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [filter, setFilter] = useState("");
  const [page, setPage] = useState(0);
  const rows = useMemo(() => arranged(table, filter, sorting), [table, filter, sorting]);
  const last = Math.max(0, Math.ceil(rows.length / PAGE_ROWS) - 1);
  const at = Math.min(page, last);
  const from = printing.value ? 0 : at * PAGE_ROWS;
  const shown = rows.slice(from, from + (printing.value ? PRINTED_ROWS_MAX : PAGE_ROWS));
  const sort = (column: string) => {
    setSorting(chosenAgain(sorting, column));
    setPage(0);
  };
  const search = (text: string) => {
    setFilter(text);
    setPage(0);
  };
  return (
    <div class="out-table">
      {table.rows.length > PAGE_ROWS && (
        <input
          type="search"
          class="out-table-filter"
          aria-label={words.table.filter}
          placeholder={words.table.filter}
          value={filter}
          onInput={(event) => search(event.currentTarget.value)}
        />
      )}
      <div class="out-table-rows" role="region" aria-label={words.table.name} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <SortHeader
                  key={index}
                  id={String(index)}
                  class={isNumeric(column) ? "number" : undefined}
                  label={column.name}
                  sorting={sorting}
                  onChoose={sort}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((value, column) => (
                  <td key={column} class={isNumeric(table.columns[column]!) ? "number" : undefined}>
                    {shownOf(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="out-table-foot">
        {last > 0 && <Pager at={at} last={last} onPage={setPage} />}
        <span class="out-note" role="status">
          {words.table.rows(from + 1, from + shown.length, rows.length, table.rows.length, table.total)}
        </span>
        <Copies table={table} rows={rows} />
      </div>
    </div>
  );
}

function arranged(table: Table, filter: string, sorting: Sorting | null): Table["rows"] {
  const rows = found(table.rows, filter);
  if (sorting === null) return rows;
  const column = Number(sorting.column);
  return ordered(rows, (row) => keyOf(table.columns[column]!, row[column]), sorting.descending);
}

function Pager({ at, last, onPage }: { at: number; last: number; onPage: (page: number) => void }) {
  const to = (label: string, sign: string, page: number) => (
    <button
      type="button"
      class="out-button"
      aria-label={label}
      title={label}
      aria-disabled={page === at}
      onClick={() => onPage(page)}
    >
      {sign}
    </button>
  );
  return (
    <span class="out-table-pager" role="group" aria-label={words.table.pages}>
      {to(words.table.first, "«", 0)}
      {to(words.table.previous, "‹", Math.max(0, at - 1))}
      {to(words.table.next, "›", Math.min(last, at + 1))}
      {to(words.table.last, "»", last)}
    </span>
  );
}

function Copies({ table, rows }: { table: Table; rows: Table["rows"] }) {
  const [said, setSaid] = useState("");
  const copy = (separator: "\t" | ",") =>
    navigator.clipboard.writeText(separated(table.columns, rows, separator)).then(
      () => setSaid(words.table.copied(rows.length)),
      () => setSaid(words.table.notCopied),
    );
  return (
    <>
      <button type="button" class="out-button" onClick={() => void copy("\t")}>
        {words.table.copy}
      </button>
      <button type="button" class="out-button" onClick={() => void copy(",")}>
        {words.table.copyCsv}
      </button>
      <span class="out-note" role="status">
        {said}
      </span>
    </>
  );
}
