// Variables as rows of a table: what is looked for, in which order, how a size is said. Pure.
import { sized } from "../../base/sizes";
import { ordered, type SortKey, type Sorting } from "../../base/sorting";
import type { Variable } from "../../protocol";

export interface Wish {
  /** Part of a name or type. */
  readonly words: string;
  /** Functions, classes and modules too. */
  readonly all: boolean;
  readonly sorting: Sorting | null;
}

export const COLUMNS = ["name", "type", "size"] as const;
export type Column = (typeof COLUMNS)[number];

export function rowsOf(variables: readonly Variable[], { words, all, sorting }: Wish): Variable[] {
  const wanted = words.trim().toLocaleLowerCase();
  const found = variables.filter(
    ({ name, type, kind }) =>
      (all || kind === "value") &&
      (name.toLocaleLowerCase().includes(wanted) || type.toLocaleLowerCase().includes(wanted)),
  );
  const byName = ordered(found, ({ name }) => name, false);
  if (sorting === null) return byName;
  return ordered(byName, keyOf[sorting.column as Column], sorting.descending);
}

const keyOf: Record<Column, (variable: Variable) => SortKey> = {
  name: ({ name }) => name,
  type: ({ type }) => type,
  size: ({ lengths }) => (lengths ? lengths.reduce((product, length) => product * length, 1) : null),
};

const numbers = new Intl.NumberFormat("en");

/** "3 × 4" members. */
export const lengthsOf = ({ lengths }: Variable): string =>
  (lengths ?? []).map((length) => numbers.format(length)).join(" × ");

export const bytesOf = ({ bytes }: Variable): string => (bytes === undefined ? "" : sized(bytes));
