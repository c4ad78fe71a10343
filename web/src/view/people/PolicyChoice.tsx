import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { notices } from "../../model/notices";
import type { Workbench } from "../../model/Workbench";
import type { HostsTold, Rule } from "../../protocol";
import { S } from "../../strings";
import { Choice } from "./Choice";

const CHOICES: readonly Rule[] = ["mine", "ask", "members"];

/** Who may run code on this computer. */
export function PolicyChoice({ bench, told: { policy } }: { bench: Workbench; told: HostsTold }) {
  const { people } = bench.notebook;
  const { rule: chosen, choose } = useChosen(bench, policy);
  const nobody = policy.rule === "members" && !people.all.value.some((one) => !one.me && one.run);
  const rules: readonly Rule[] = policy.rule === "listed" ? [...CHOICES, "listed"] : CHOICES;
  const listed = policy.listed.map((device) => people.nameOf(device)).filter(Boolean);
  return (
    <fieldset>
      <legend>{S.hosts.policy}</legend>
      {rules.map((rule) => (
        <Choice
          key={rule}
          group="policy"
          label={labelOf(rule, listed)}
          means={S.hosts.means[rule]}
          why={policy.why ?? null}
          chosen={chosen === rule}
          onChoose={() => void choose(rule)}
        />
      ))}
      {policy.why !== undefined && <p>{policy.why}</p>}
      {policy.rule === "ask" && listed.length > 0 && <p>{S.hosts.unasked(listed)}</p>}
      {nobody && <p>{S.hosts.nobody}</p>}
    </fieldset>
  );
}

/** What was chosen last is shown as chosen until the node tells what holds since it answered. */
function useChosen(bench: Workbench, policy: HostsTold["policy"]) {
  const wanted = useSignal<{ rule: Rule; answered: boolean } | null>(null);
  useEffect(() => {
    const { value } = wanted;
    if (value !== null && (value.answered || value.rule === policy.rule)) wanted.value = null;
  }, [policy]);
  const choose = async (rule: Rule) => {
    const mine = { rule, answered: false };
    wanted.value = mine;
    const isDone = await setPolicy(bench, rule);
    if (wanted.value === mine) wanted.value = isDone ? { rule, answered: true } : null;
  };
  return { rule: wanted.value?.rule ?? policy.rule, choose };
}

const labelOf = (rule: Rule, listed: readonly string[]) =>
  rule === "listed" ? S.hosts.rules.listed(listed) : S.hosts.rules[rule];

/** True if it was done. */
async function setPolicy({ notebook }: Workbench, rule: Rule): Promise<boolean> {
  const why = await notebook.arrange({ t: "policy", rule });
  if (why !== null) notices.tell("error", why);
  return why === null;
}
