// JSON as a tree that makes its branches when they are opened. Loaded when the first one is shown.
import { useState } from "preact/hooks";
import { words } from "./words";

/** Children made at once. */
const PAGE = 100;
/** Characters of one string that are shown before it is unfolded. */
const STRING_CHARS = 500;
/** Branches this small stand open at the top. */
const OPEN_CHILDREN_MAX = 12;

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export default function JsonTree({ value }: { value: unknown }) {
  return (
    <div class="out-json">
      <Node value={value as Json} open={childCount(value as Json) <= OPEN_CHILDREN_MAX} />
    </div>
  );
}

const isBranch = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === "object" && value !== null;

const childCount = (value: Json) => (isBranch(value) ? Object.keys(value).length : 0);

function Node({ name, value, open: first = false }: { name?: string; value: Json; open?: boolean }) {
  const [open, setOpen] = useState(first);
  if (!isBranch(value) || childCount(value) === 0)
    return (
      <div class="out-json-leaf">
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  return (
    <div>
      <button type="button" class="out-disclose" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Name name={name} />
        <Summary value={value} />
      </button>
      {open && <Children value={value} />}
    </div>
  );
}

function Children({ value }: { value: Json[] | { [name: string]: Json } }) {
  const [shown, setShown] = useState(PAGE);
  const names = Object.keys(value);
  return (
    <div class="out-json-children">
      {names.slice(0, shown).map((name) => (
        <Node key={name} name={name} value={(value as { [name: string]: Json })[name]!} />
      ))}
      {names.length > shown && (
        <button type="button" class="out-button" onClick={() => setShown(shown + 10 * PAGE)}>
          {words.more(names.length - shown)}
        </button>
      )}
    </div>
  );
}

function Name({ name }: { name?: string }) {
  return name === undefined ? null : <span class="out-json-name">{name}: </span>;
}

function Summary({ value }: { value: Json }) {
  const count = childCount(value);
  return <span class="out-json-summary">{Array.isArray(value) ? `[${count}]` : `{${count}}`}</span>;
}

function Leaf({ value }: { value: Json }) {
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") return <span class="out-json-value">{JSON.stringify(value)}</span>;
  const isLong = value.length > STRING_CHARS;
  return (
    <span class="out-json-string">
      {JSON.stringify(isLong && !whole ? value.slice(0, STRING_CHARS) : value)}
      {isLong && (
        <button type="button" class="out-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? words.showLess : words.more(value.length - STRING_CHARS)}
        </button>
      )}
    </span>
  );
}
