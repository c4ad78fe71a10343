// A table as data resources write it (application/vnd.dataresource+json): what is in it, how its values are said, ordered and
// copied. Pure; what it is given comes from strangers.
import type { SortKey } from "../base/sorting";

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Table {
  readonly columns: readonly Column[];
  /** One value for each column. */
  readonly rows: readonly (readonly unknown[])[];
  /** How many rows there were where the table was made. */
  readonly total: number;
}

/** More can not be looked at, and would take the page's time. */
const COLUMNS_MAX = 500;
const ROWS_MAX = 100_000;
const CELLS_MAX = 1_000_000;
/** Of one value that is shown; copies have all of it. */
const SHOWN_CHARS_MAX = 300;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** null: not a table. */
export function tableIn(text: string): Table | null {
  const resource = parsed(text);
  if (!isFields(resource) || !isFields(resource.schema) || !Array.isArray(resource.data)) return null;
  const columns = columnsIn(resource.schema.fields);
  if (columns === null) return null;
  const data = (resource.data as unknown[]).slice(0, Math.min(ROWS_MAX, Math.floor(CELLS_MAX / columns.length)));
  if (!data.every(isFields)) return null;
  const rows = (data as Fields[]).map((row) => columns.map(({ name }) => own(row, name)));
  const total = typeof resource.total === "number" ? resource.total : 0;
  return { columns, rows, total: Math.max(total, resource.data.length) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function columnsIn(fields: unknown): Column[] | null {
  if (!Array.isArray(fields) || fields.length === 0) return null;
  const columns = fields.slice(0, COLUMNS_MAX).map((field: unknown) => {
    if (!isFields(field) || !["string", "number"].includes(typeof field.name)) return null;
    return { name: String(field.name), type: typeof field.type === "string" ? field.type : "any" };
  });
  return columns.every((column) => column !== null) ? columns : null;
}

const own = (row: Fields, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : null);

/** The whole of a value; nothing where there is none. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function shownOf(value: unknown): string {
  const text = textOf(value);
  return text.length <= SHOWN_CHARS_MAX ? text : `${text.slice(0, SHOWN_CHARS_MAX)}…`;
}

export const isNumeric = ({ type }: Column) => type === "integer" || type === "number" || type === "year";
const isDated = ({ type }: Column) => type === "datetime" || type === "date";

/** Numbers that JSON has no sign for, as Table Schema writes them. */
const NAMED = new Map([
  ["INF", Infinity],
  ["-INF", -Infinity],
]);

export function keyOf(column: Column, value: unknown): SortKey {
  if (value === null || value === undefined || value === "NaN") return null;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  const text = textOf(value);
  if (text.trim() === "") return null;
  if (isNumeric(column)) return known(NAMED.get(text) ?? Number(text), text);
  return isDated(column) ? known(Date.parse(text), text) : text;
}

/** A value that is not what its column says is ordered as text. */
const known = (key: number, text: string): SortKey => (Number.isNaN(key) ? text : key);

/** The rows in which one of the values has these words. */
export function found(rows: Table["rows"], words: string): Table["rows"] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === "") return rows;
  return rows.filter((row) => row.some((value) => textOf(value).toLocaleLowerCase().includes(wanted)));
}

/** As spreadsheets paste it ("\t"), or as a CSV file (","). */
export function separated(columns: readonly Column[], rows: Table["rows"], separator: "\t" | ","): string {
  const end = separator === "," ? "\r\n" : "\n";
  const line = (texts: string[]) => texts.map((text) => quoted(text, separator)).join(separator) + end;
  return line(columns.map(({ name }) => name)) + rows.map((row) => line(row.map(textOf))).join("");
}

const quoted = (text: string, separator: string) =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
