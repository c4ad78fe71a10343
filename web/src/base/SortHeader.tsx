import type { Sorting } from "./sorting";
import "./sort.css";

interface Props {
  /** Of the column. */
  id: string;
  label: string;
  sorting: Sorting | null;
  onChoose: (column: string) => void;
  class?: string;
}

/** The head of a column that sorts by it when it is pressed. */
export function SortHeader({ id, label, sorting, onChoose, class: kind }: Props) {
  const way = sorting?.column !== id ? "none" : sorting.descending ? "descending" : "ascending";
  return (
    <th scope="col" class={kind} aria-sort={way}>
      <button type="button" class={`sort ${way}`} onClick={() => onChoose(id)}>
        {label}
      </button>
    </th>
  );
}
