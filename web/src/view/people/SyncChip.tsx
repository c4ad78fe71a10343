import { CheckCheck, CloudOff, RefreshCw } from "lucide";
import { useRef } from "preact/hooks";
import { standing, syncWords } from "../../model/People";
import type { Workbench } from "../../model/Workbench";
import type { PeopleTold, Person, Sync } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { useLater } from "../later";
import { ChipMenu } from "./ChipMenu";
import { Avatar } from "./Avatar";

const ICONS = { alone: CheckCheck, same: CheckCheck, behind: RefreshCw, connecting: RefreshCw, offline: CloudOff };

/** Is my work elsewhere too: a word, and device by device below it. */
export function SyncChip({ bench }: { bench: Workbench }) {
  const told = bench.notebook.people.told.value;
  const behind = told?.sync.state === "behind";
  const before = useRef<Sync["state"] | null>(null);
  const late = useLater(behind, before.current !== "same");
  if (!behind) before.current = told?.sync.state ?? null;
  if (!told) return null;
  // While changes fly as they are typed, what was said before stays.
  const state: Sync["state"] = behind && !late && before.current === "same" ? "same" : told.sync.state;
  const words = syncWords({ ...told, sync: { ...told.sync, state } });
  if (words === null) return null;
  return (
    <ChipMenu
      id="sync-table"
      class={`sync ${state}`}
      menu="sync-menu"
      label={S.sync.label}
      title={S.sync.label}
      testid="sync"
      chip={
        <>
          <Icon of={ICONS[state]} /> <span>{words}</span>
        </>
      }
    >
      <p>{S.sync.unsent(told.sync.unsent)}</p>
      <Devices told={told} />
    </ChipMenu>
  );
}

function Devices({ told }: { told: PeopleTold }) {
  const { columns } = S.sync;
  return (
    <table class="devices">
      <thead>
        <tr>
          {[columns.device, columns.state, columns.path, columns.seen].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {told.people.map((person) => (
          <DeviceRow key={person.device} person={person} />
        ))}
      </tbody>
    </table>
  );
}

function DeviceRow({ person }: { person: Person }) {
  const { name, here, me, path, lastSeenAgoMs } = person;
  const seen = here || me ? S.sync.now : lastSeenAgoMs === undefined ? S.sync.never : S.sync.ago(lastSeenAgoMs);
  return (
    <tr>
      <th scope="row">
        <Avatar {...person} away={!here && !me} /> <span>{name}</span>
      </th>
      <td>{S.sync.states[standing(person)]}</td>
      <td>{here && path ? S.sync.paths[path] : S.sync.never}</td>
      <td>{seen}</td>
    </tr>
  );
}
