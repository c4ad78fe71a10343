import type { CellModel } from "../model/CellModel";

/** Where the cursor of the cell's editor is, or was when it had one. */
export function splitPoint(cell: CellModel): number | undefined {
  return cell.editor?.cursor() ?? cell.state?.selection.main.head;
}
