import { UserMinus } from "lucide";
import { useSignal } from "@preact/signals";
import { type Person, type Role, type Trust, TRUSTS } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { Avatar } from "./Avatar";
import { factsOf } from "./PeopleList";
import { RoleSelect } from "./RoleSelect";
import { UnpairButton, UnpairSure } from "./PairedList";
import type { Arrange } from "./ShareDialog";
import { Sure } from "./Sure";

interface Props {
  people: readonly Person[];
  /** This computer may say what the others may. */
  admin: boolean;
  arrange: Arrange;
}

/** The devices that have the notebook, and what may be said about each: what it may do, and how far it is trusted here. */
export function DeviceList({ people, admin, arrange }: Props) {
  return (
    <ul class="people-list device-list" data-testid="device-list">
      {people.map((person) => (
        <Device key={person.device} {...{ person, admin, arrange }} />
      ))}
    </ul>
  );
}

function Device({ person, admin, arrange }: Omit<Props, "people"> & { person: Person }) {
  const { device, name, me, here, mine, trust } = person;
  const asking = useSignal<"remove" | "unpair" | null>(null);
  const answered = () => (asking.value = null);
  const facts = [...factsOf(person, !admin || me), mine && S.share.yours].filter(Boolean);
  return (
    <li>
      <Avatar {...person} away={!here && !me} />
      <div class="person">
        <span class="person-name">{name}</span>
        <span class="person-facts">{facts.join(" · ")}</span>
      </div>
      {admin && !me && asking.value !== "remove" && (
        <button
          type="button"
          class="button small"
          aria-label={S.share.removeOne(name)}
          onClick={() => (asking.value = "remove")}
        >
          <Icon of={UserMinus} size={14} /> {S.share.remove}
        </button>
      )}
      {!me && (
        <div class="device-controls">
          {admin && <Rights person={person} arrange={arrange} />}
          {!mine ? (
            <TrustSelect name={name} trust={trust} onTrust={(level) => void arrange({ t: "trust", device, level })} />
          ) : (
            asking.value !== "unpair" && <UnpairButton name={name} onAsk={() => (asking.value = "unpair")} />
          )}
        </div>
      )}
      {asking.value === "unpair" && (
        <UnpairSure name={name} onYes={() => void arrange({ t: "unpair", device })} onEnd={answered} />
      )}
      {asking.value === "remove" && (
        <Sure
          question={S.share.removeSure(name)}
          yes={S.share.remove}
          onYes={() => void arrange({ t: "remove", device })}
          onEnd={answered}
        />
      )}
    </li>
  );
}

/** A role without the right to edit has no flags: who gets one with it hosts, as somebody does who comes with a link. */
const runs = (role: Role) => role === "edit" || role === "admin";

function Rights({ person, arrange }: { person: Person; arrange: Arrange }) {
  const { device, name, role, run, host } = person;
  const say = (part: Partial<Pick<Person, "role" | "run" | "host">>) =>
    void arrange({ t: "role", device, role, run, host, ...part });
  return (
    <>
      <RoleSelect
        role={role}
        label={S.share.roleOf(name)}
        onRole={(next) => say({ role: next, host: host || !runs(role) })}
      />
      <span class="flags" role="group" aria-label={S.share.flagsOf(name)}>
        <Switch label={S.share.hostShort} title={S.share.host} on={host} onSwitch={(next) => say({ host: next })} />
        <Switch label={S.share.runShort} title={S.share.run} on={run} onSwitch={(next) => say({ run: next })} />
      </span>
    </>
  );
}

interface SwitchProps {
  label: string;
  title: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

function Switch({ label, title, on, onSwitch }: SwitchProps) {
  return (
    <label class="switch" title={title}>
      <input type="checkbox" checked={on} onChange={(event) => onSwitch(event.currentTarget.checked)} /> {label}
    </label>
  );
}

interface TrustProps {
  name: string;
  trust: Trust;
  onTrust: (level: Trust) => void;
}

function TrustSelect({ name, trust, onTrust }: TrustProps) {
  return (
    <select
      class="select"
      aria-label={S.share.trustOf(name)}
      title={S.trust.means[trust]}
      value={trust}
      onChange={(event) => onTrust(event.currentTarget.value as Trust)}
    >
      {TRUSTS.map((level) => (
        <option key={level} value={level}>
          {S.trust.levels[level]}
        </option>
      ))}
    </select>
  );
}
