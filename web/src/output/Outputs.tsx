// The outputs of one run. Everything in them is a stranger's: text becomes text nodes, pictures become images, what needs
// scripts or markup of its own lives in a frame.
import type { VNode } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";
import type { BlobSource, Output, Run } from "../protocol";
import { BundleView } from "./BundleView";
import { type Doubt, doubtOf, type Host } from "./doubt";
import { ErrorView, type PlaceLinks } from "./ErrorView";
import "./output.css";
import { StreamView } from "./StreamView";
import { words } from "./words";
import { Withheld } from "./Withheld";

export interface OutputsProps extends PlaceLinks {
  run: Run;
  blobs: BlobSource;
  /** Where it ran, if that is not here. */
  host?: Host;
}

/** What is drawn follows from these. */
interface DrawnProps extends OutputsProps {
  doubt: Doubt | null;
}

/** What is drawn as one: a stream's outputs that follow each other, or a single output. */
interface Group {
  readonly at: number;
  readonly outputs: readonly Output[];
}

export function Outputs(given: OutputsProps) {
  const props = { ...given, ...useSteady(given), doubt: useDoubt(given) };
  const { run } = props;
  const drawn = useRef<Drawn[]>([]);
  const groups = grouped(run.outputs);
  drawn.current = groups.map((group, index) => {
    const before = drawn.current[index];
    return before && isSame(before, group, props) ? before : draw(group, props);
  });
  if (groups.length === 0) return null;
  return (
    <div class="outputs" role="group" aria-label={words.outputs}>
      {drawn.current.map(({ node }) => node)}
    </div>
  );
}

/** Callbacks that stay the same while those of the caller change with each drawing. */
function useSteady({ onLink, onCellLink }: PlaceLinks): PlaceLinks {
  const latest = useRef<PlaceLinks>({});
  latest.current = { onLink, onCellLink };
  const goTo = useCallback((line: number) => latest.current.onLink?.(line), []);
  const goToCell = useCallback((cell: number, line: number) => latest.current.onCellLink?.(cell, line), []);
  return { onLink: onLink && goTo, onCellLink: onCellLink && goToCell };
}

/** The same while nothing about it changes, for what it lets be done to. */
function useDoubt({ run, host }: OutputsProps): Doubt | null {
  const latest = useRef(host);
  latest.current = host;
  const name = host?.name ?? "";
  const trust = useCallback(() => latest.current?.trust(), []);
  return useMemo(() => doubtOf(run, { name, trust }), [run.fromFile, run.withheld, name]);
}

/** A node that is given again is not looked at again: only outputs that changed are drawn. */
interface Drawn {
  readonly group: Group;
  readonly props: DrawnProps;
  readonly node: VNode;
}

function isSame(before: Drawn, group: Group, props: DrawnProps): boolean {
  const { run, doubt, blobs, onLink, onCellLink } = before.props;
  return (
    run.exec === props.run.exec &&
    doubt === props.doubt &&
    run.count === props.run.count &&
    blobs === props.blobs &&
    onLink === props.onLink &&
    onCellLink === props.onCellLink &&
    before.group.at === group.at &&
    before.group.outputs.length === group.outputs.length &&
    before.group.outputs.every((output, index) => output === group.outputs[index])
  );
}

function draw(group: Group, props: DrawnProps): Drawn {
  const key = `${props.run.exec} ${group.at}`;
  return { group, props, node: <GroupView key={key} group={group} {...props} /> };
}

export function grouped(outputs: readonly Output[]): Group[] {
  const groups: { at: number; outputs: Output[] }[] = [];
  outputs.forEach((output, at) => {
    const last = groups.at(-1);
    const before = last?.outputs[0];
    if (before?.kind === "stream" && output?.kind === "stream" && before.name === output.name)
      last!.outputs.push(output);
    else groups.push({ at, outputs: [output] });
  });
  return groups;
}

function GroupView({ group, run, doubt, blobs, onLink, onCellLink }: DrawnProps & { group: Group }) {
  const output = group.outputs[0]!;
  switch (output?.kind) {
    case "stream":
      return <StreamView outputs={group.outputs} blobs={blobs} />;
    case "error":
      return <ErrorView output={output} count={run.count} onLink={onLink} onCellLink={onCellLink} />;
    case "display":
    case "result":
      return <BundleView output={output} blobs={blobs} doubt={doubt} />;
    default:
      return <Withheld why={words.malformed} />;
  }
}
