import { Cpu, Unplug } from "lucide";
import { hostObstacle } from "../../model/Hosts";
import type { Workbench } from "../../model/Workbench";
import type { HostRow, HostsTold } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { ChipMenu } from "./ChipMenu";
import { Choice } from "./Choice";
import { HostSettings } from "./HostSettings";
import { PolicyChoice } from "./PolicyChoice";

/** Where code runs: a word, and what can be chosen below it. */
export function HostChip({ bench }: { bench: Workbench }) {
  const { hosts } = bench.notebook;
  const told = hosts.told.value;
  if (!told) return null;
  const target = hosts.targetRow.value;
  const words = chipWords(target);
  const isLost = target === undefined || !target.here;
  return (
    <ChipMenu
      id="hosts-menu"
      class={`host ${isLost ? "away" : ""}`}
      menu="hosts-menu"
      label={S.hosts.label}
      title={target ? S.hosts.label : S.hosts.nowhereMeans}
      testid="host"
      chip={
        <>
          <Icon of={isLost ? Unplug : Cpu} /> <span>{words}</span>
        </>
      }
    >
      <HostChoice bench={bench} told={told} />
      {bench.notebook.people.may.value.edit && <HostSettings bench={bench} told={told} />}
      <PolicyChoice bench={bench} told={told} />
    </ChipMenu>
  );
}

function chipWords(target: HostRow | undefined): string {
  if (!target) return S.hosts.nowhere;
  if (target.me) return S.hosts.here;
  return target.here ? S.hosts.on(target.name) : S.hosts.unreachable(target.name);
}

function HostChoice({ bench: { notebook }, told }: { bench: Workbench; told: HostsTold }) {
  const { hosts, people } = notebook;
  const obstacle = people.obstacle("run");
  const target = hosts.target.value;
  const seen = hosts.targetRow.value;
  return (
    <fieldset>
      <legend>{S.hosts.from}</legend>
      {told.hosts.map((row) => {
        const why = obstacle ?? hostObstacle(row, told.policy.why);
        return (
          <Choice
            key={row.device}
            group="host"
            label={row.me ? S.hosts.me(row.name) : row.name}
            means={why ?? wordsOf(row)}
            why={why}
            chosen={row.device === target}
            onChoose={() => hosts.choose(row.device)}
          />
        );
      })}
      {target === null && <p>{S.hosts.nowhereMeans}</p>}
      {seen && <p>{S.hosts.sees(seen.me ? S.people.thisComputer : seen.name)}</p>}
      <p>{S.hosts.stay}</p>
    </fieldset>
  );
}

const KERNELS = { all: S.hosts.all, you: S.hosts.yours, asks: S.hosts.asks, no: S.hosts.refuses };

const wordsOf = ({ runs, session }: HostRow) => [KERNELS[runs], session && S.hosts.open].filter(Boolean).join(", ");
