import { CheckCheck, CloudOff, RefreshCw, Waypoints } from "lucide";
import { useRef } from "preact/hooks";
import { inState, overRelay, relayName, standing, type SyncLook, syncLook, syncWords } from "../../model/People";
import type { Workbench } from "../../model/Workbench";
import type { PeopleTold, Person, RelayRow } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { useLater } from "../later";
import { ChipMenu } from "./ChipMenu";
import { Avatar } from "./Avatar";

const ICONS = {
  alone: CheckCheck,
  same: CheckCheck,
  behind: RefreshCw,
  connecting: RefreshCw,
  offline: CloudOff,
  "relay-away": CloudOff,
} satisfies Record<SyncLook, unknown>;

/** Is my work elsewhere too: a word, and device by device below it. */
export function SyncChip({ bench }: { bench: Workbench }) {
  const told = bench.notebook.people.told.value;
  const now = told && syncLook(told);
  const behind = now === "behind";
  const before = useRef<SyncLook | null>(null);
  const late = useLater(behind, before.current !== "same");
  if (!behind) before.current = now;
  if (!told || now === null) return null;
  // While changes fly as they are typed, what was said before stays.
  const look = behind && !late && before.current === "same" ? "same" : now;
  const words = syncWords(told, look);
  if (words === null) return null;
  const others = overRelay(told.people);
  return (
    <ChipMenu
      id="sync-table"
      class={`sync ${look}`}
      menu="sync-menu"
      label={S.sync.label}
      title={others.length > 0 ? S.sync.overRelay(others.map(({ name }) => name)) : S.sync.label}
      testid="sync"
      chip={
        <>
          <Icon of={ICONS[look]} /> <span>{words}</span>
        </>
      }
    >
      <p>{unsentWords(told)}</p>
      <Devices told={told} />
      {told.relays.length > 0 && <Relays told={told} />}
    </ChipMenu>
  );
}

function unsentWords({ sync: { state, unsent } }: PeopleTold): string {
  return state === "offline" && unsent > 0 ? S.sync.waiting(unsent) : S.sync.unsent(unsent);
}

const RELAY_ICONS = { connected: Waypoints, connecting: RefreshCw, away: CloudOff };

/** One that is away is no matter while everybody is reached without it. */
function Relays({ told: { relays, people } }: { told: PeopleTold }) {
  const needed = people.some(({ here, me }) => !here && !me);
  const only = inState(relays, "connected").length === 1;
  const others = only ? overRelay(people).map(({ name }) => name) : [];
  return (
    <ul class="relays" aria-label={S.relays.label} data-testid="relays">
      {relays.map((relay) => (
        <li key={relay.relay} class={relay.state === "away" && needed ? "needed" : ""}>
          <Icon of={RELAY_ICONS[relay.state]} /> <span>{relayWords(relay, others)}</span>
        </li>
      ))}
    </ul>
  );
}

/** @param others who are reached over it, where it is the only one */
function relayWords(relay: RelayRow, others: readonly string[]): string {
  const name = relayName(relay);
  if (relay.state === "away") return S.relays.away(name, relay.why);
  if (relay.state === "connecting") return S.relays.connecting(name);
  return others.length > 0 ? S.relays.connects(name, others) : S.relays.connected(name);
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
