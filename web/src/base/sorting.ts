// Rows of a table in an order that a reader chose. Pure.

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** What a row is sorted by; null where it has nothing in that column. */
export type SortKey = number | string | null;

/** A column that is chosen again turns round, and then gives its order up. */
export function chosenAgain(now: Sorting | null, column: string): Sorting | null {
  if (now?.column !== column) return { column, descending: false };
  return now.descending ? null : { column, descending: true };
}

const words = new Intl.Collator(undefined, { numeric: true });

/** Numbers before words, nothing last whichever way; rows that are alike stay as they were. */
export function ordered<Row>(rows: readonly Row[], keyOf: (row: Row) => SortKey, descending: boolean): Row[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  const turn = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return turn * compared(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

function compared(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return words.compare(a, b);
  return typeof a === "number" ? -1 : 1;
}
