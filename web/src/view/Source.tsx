// A cell's source: an editor near the viewport, else its text.
import { type Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import {
  language,
  languageExtension,
  naming,
  namingOf,
  numbering,
  numberingOf,
  reading,
  readingOf,
} from "../editor/extensions";
import { mountEditor, type Mounted } from "../editor/mount";
import { coloured } from "../editor/staticCode";
import type { Connection } from "../link/connection";
import type { CellModel } from "../model/CellModel";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import type { Nearness } from "./near";

interface Props {
  bench: Workbench;
  connection: Connection;
  cell: CellModel;
  number: number;
  nearness: Signal<Nearness>;
  active: boolean;
}

export function Source(props: Props) {
  const { cell, nearness, active } = props;
  const type = cell.type.value;
  // A focused cell is the active one: its editor stays wherever it is scrolled to.
  const live = nearness.value === "near" || active;
  return (
    <div class={`source ${type}`}>
      {live ? <Editor {...props} /> : <StaticSource cell={cell} plain={nearness.value === "far"} />}
    </div>
  );
}

function Editor({ bench, connection, cell, number }: Props) {
  const parent = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted | null>(null);
  const type = cell.type.value;
  const numbers = bench.lineNumbers.value;
  const obstacle = bench.notebook.people.obstacle("edit");
  const name = S.notebook.editorName(number, type);
  useLayoutEffect(() => {
    mounted.current = mountEditor(parent.current!, cell, bench.notebook, connection, { type, name, numbers, obstacle });
    bench.grant(cell.id);
    return () => mounted.current?.unmount();
  }, [cell, connection, bench]);
  useEffect(() => {
    const effects = [
      numbering.reconfigure(numberingOf(numbers)),
      naming.reconfigure(namingOf(name)),
      reading.reconfigure(readingOf(obstacle)),
      language.reconfigure(languageExtension(connection, cell.id, type)),
    ];
    mounted.current?.view.dispatch({ effects });
  }, [numbers, name, obstacle, type, cell, connection]);
  return <div ref={parent} class="editor" />;
}

function StaticSource({ cell, plain }: { cell: CellModel; plain: boolean }) {
  const source = cell.source.value;
  const type = cell.type.value;
  const pieces = useMemo(() => (plain ? null : coloured(source.toString(), type)), [source, type, plain]);
  if (!pieces) return <pre class="static">{`${source.toString()}\n`}</pre>;
  return (
    <pre class="static">
      {pieces.map(({ text, classes }) => (classes ? <span class={classes}>{text}</span> : text))}
      {"\n"}
    </pre>
  );
}
