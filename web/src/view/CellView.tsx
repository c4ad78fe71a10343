import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Host } from "../output/doubt";
import { Outputs } from "../output/Outputs";
import { MarkdownSoon } from "../markdown/soon";
import type { App } from "../model/App";
import type { CellModel } from "../model/CellModel";
import type { ShownRun } from "../model/runs";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { CellTools } from "./CellTools";
import { Gutter } from "./Gutter";
import { InputPrompt } from "./InputPrompt";
import { InsertLine } from "./InsertLine";
import { CellMarks, RunNote } from "./people/soon";
import { type NearObserver, newNearness } from "./near";
import { runLook } from "./runLook";
import { Source } from "./Source";

interface Props {
  app: App;
  bench: Workbench;
  cell: CellModel;
  number: number;
  observer: NearObserver;
}

// For the height of a cell that was never laid out: it only has to be near the truth.
const LINE_PX = 21;
const REST_PX = 60;

/** One cell: a region with a name of its own, one stop for Tab in the whole notebook. */
export function CellView({ app, bench, cell, number, observer }: Props) {
  const element = useRef<HTMLElement>(null);
  const nearness = useMemo(() => newNearness(number), []);
  const selection = bench.selection.value;
  const active = selection.active === cell.id;
  const chosen = bench.selectedSet.value.has(cell.id);
  const height = useMemo(() => cell.text.doc.lines * LINE_PX + REST_PX, [cell]);
  useLayoutEffect(() => {
    bench.place(cell.id, element.current);
    bench.grant(cell.id);
    return () => bench.place(cell.id, null);
  }, [bench, cell]);
  useEffect(() => observer.observe(element.current!, nearness), [observer, nearness]);
  const first = bench.notebook.order.value[0] === cell.id;
  const classes = ["cell", cell.type.value, active && "active", chosen && "selected"].filter(Boolean).join(" ");
  const flashing = bench.flashing.value === cell.id;
  return (
    <>
      <section
        ref={element}
        class={flashing ? `${classes} flashing` : classes}
        data-testid="cell"
        data-cell={cell.id}
        aria-label={S.notebook.cellName(number, cell.type.value, runLook(cell, bench.notebook.people)?.name ?? "")}
        aria-current={active ? "true" : undefined}
        tabIndex={active || (selection.active === null && first) ? 0 : -1}
        style={{ containIntrinsicBlockSize: `auto ${height}px` }}
        onFocusCapture={(event) => focused(bench, cell, event)}
        onPointerDown={(event) => pressed(bench, cell, event)}
        onPointerEnter={() => (bench.hovered.value = cell.id)}
      >
        <Gutter bench={bench} cell={cell} number={number} />
        <div class="body">
          <Content app={app} bench={bench} cell={cell} number={number} nearness={nearness} active={active} />
          <CellOutputs bench={bench} cell={cell} />
        </div>
        <Marks bench={bench} cell={cell} />
        <CellTools bench={bench} cell={cell} number={number} active={active} />
      </section>
      <InsertLine bench={bench} after={cell.id} />
    </>
  );
}

/** What others do or did here. */
function Marks({ bench, cell }: { bench: Workbench; cell: CellModel }) {
  const changed = bench.notebook.away.byCell.value.has(cell.id);
  if (cell.carets.value.length === 0 && !changed) return null;
  return <CellMarks bench={bench} cell={cell} />;
}

function focused(bench: Workbench, cell: CellModel, event: FocusEvent): void {
  const inEditor = (event.target as HTMLElement).closest(".cm-editor") !== null;
  bench.mode.value = inEditor ? "edit" : "command";
  if (!bench.selectedSet.peek().has(cell.id) || inEditor) bench.select(cell.id);
}

/** A press beside text and controls selects the cell, with Shift up to it. */
function pressed(bench: Workbench, cell: CellModel, event: PointerEvent): void {
  const target = event.target as HTMLElement;
  if (event.button !== 0 || target.closest("button, a, input, summary, .cm-editor, iframe")) return;
  if (event.shiftKey) {
    event.preventDefault();
    bench.selectTo(cell.id);
    bench.mode.value = "command";
    return;
  }
  bench.select(cell.id);
}

interface ContentProps extends Omit<Props, "observer"> {
  nearness: ReturnType<typeof newNearness>;
  active: boolean;
}

function Content({ app, bench, cell, number, nearness, active }: ContentProps) {
  if (cell.showsSource)
    return (
      <Source
        bench={bench}
        connection={app.connection}
        cell={cell}
        number={number}
        nearness={nearness}
        active={active}
      />
    );
  const source = cell.source.value.toString();
  const edit = () => {
    bench.select(cell.id);
    bench.edit();
  };
  return (
    <div class="rendered" onDblClick={edit}>
      {source.trim() === "" ? (
        <p class="quiet">{S.notebook.emptyText}</p>
      ) : (
        <MarkdownSoon source={source} attachments={cell.attachments.value} />
      )}
    </div>
  );
}

function hostOf({ notebook }: Workbench, { ranOn, withheld }: ShownRun): Host | undefined {
  if (!withheld || ranOn === undefined) return undefined;
  return { name: notebook.people.nameOf(ranOn), trust: () => void notebook.trustOutputs(ranOn) };
}

function CellOutputs({ bench, cell }: { bench: Workbench; cell: CellModel }) {
  const run = cell.run.value;
  if (cell.type.value !== "code" || !run) return null;
  return (
    <>
      {run.outputs.length > 0 && (
        <div class={run.former ? "cell-outputs former" : "cell-outputs"} data-testid="outputs">
          <Outputs
            run={run}
            blobs={bench.blobs}
            host={hostOf(bench, run)}
            onLink={(line) => bench.goToLine(cell, line)}
            onCellLink={(number, line) => bench.goToCell(number, line)}
          />
        </div>
      )}
      {run.input && <InputPrompt key={run.exec} bench={bench} cell={cell} run={run} />}
      {run.reason && run.state !== "ok" && run.state !== "error" && <p class="reason">{run.reason}</p>}
      {bench.notebook.people.isShared.value && !run.fromFile && <RunNote bench={bench} run={run} />}
    </>
  );
}
