import { placeOf } from "../../model/Hosts";
import type { Notebook } from "../../model/Notebook";
import type { People } from "../../model/People";
import { runElsewhere } from "../../model/runActions";
import { hasEnded, type ShownRun } from "../../model/runs";
import type { Workbench } from "../../model/Workbench";
import type { DeviceId, HostRow } from "../../protocol";
import { S } from "../../strings";
import { blockedBy } from "../blocked";
import { AlsoRan } from "./AlsoRan";

/** Below a cell that others have to do with: where it runs or ran, and who asked. */
export function RunNote({ bench, run }: { bench: Workbench; run: ShownRun }) {
  const { people, hosts } = bench.notebook;
  if (run.gone && !hosts.awaited.value.has(run.exec)) return <GoneNote bench={bench} run={run} />;
  const words = noteWords(run, bench.notebook);
  return (
    <>
      {words !== "" && (
        <p class="run-note" data-testid="run-note">
          {words}
        </p>
      )}
      {isFileMissing(run) && people.isOther(run.ranOn) && (
        <p class="run-note" data-testid="file-note">
          {S.runs.fileThere(nameOf(people, run.ranOn))}
        </p>
      )}
      {run.alsoRanOn && <AlsoRan key={run.exec} bench={bench} exec={run.exec} devices={run.alsoRanOn} />}
    </>
  );
}

const isFileMissing = ({ former, outputs }: ShownRun) =>
  !former && outputs.some(({ kind, ename }) => kind === "error" && ename === "FileNotFoundError");

function GoneNote({ bench, run }: { bench: Workbench; run: ShownRun }) {
  const { people, hosts } = bench.notebook;
  const name = nameOf(people, placeOf(run));
  return (
    <div class="run-note gone" role="status" data-testid="gone">
      <p>{run.state === "executing" ? S.runs.gone(name) : S.runs.goneWaiting(name)}</p>
      <span class="run-note-actions">
        <button
          type="button"
          class="button small"
          {...blockedBy(people.obstacle("run"))}
          onClick={() => void runElsewhere(bench, run.exec)}
        >
          {S.runs.elsewhere}
        </button>
        <button type="button" class="button small" onClick={() => hosts.await(run.exec)}>
          {S.runs.wait}
        </button>
      </span>
    </div>
  );
}

const nameOf = (people: People, device: DeviceId | undefined) => people.nameOf(device ?? "") || S.runs.places.unknown;

/** Nothing about a run that this computer asked for and ran. */
export function noteWords(run: ShownRun, notebook: Notebook): string {
  const { people } = notebook;
  const asked = people.isOtherPerson(run.requestedBy) && S.runs.by(nameOf(people, run.requestedBy));
  const words = [placeWords(run, notebook), asked];
  const all = words.filter(Boolean).join(" · ");
  return all.charAt(0).toLocaleUpperCase() + all.slice(1);
}

function placeWords(run: ShownRun, { people, hosts, asks }: Notebook): string {
  const { places } = S.runs;
  const place = placeOf(run);
  if (asks.rows.value.some(({ exec }) => exec === run.exec)) return places.waitsForYou;
  if (place === undefined) return run.waitsFor ?? "";
  if (!people.isOther(place)) return "";
  const name = nameOf(people, place);
  if (run.state === "executing") return run.gone ? places.runsAway(name) : places.runs(name);
  if (!hasEnded(run.state)) return run.gone ? places.waitsAway(name) : waitWords(run, name, hosts.row(place));
  if (run.ranOn === undefined) return places.askedOf(name);
  return places.ran(name, run.tookMs === undefined ? undefined : S.seconds(run.tookMs));
}

const waitWords = ({ state }: ShownRun, name: string, host: HostRow | undefined) =>
  state === "pending" && host?.runs === "asks" ? S.runs.places.waitsForOwner(name) : S.runs.places.waits(name);
