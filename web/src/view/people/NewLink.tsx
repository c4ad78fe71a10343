import { Link } from "lucide";
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Workbench } from "../../model/Workbench";
import { linkIn, reachIn } from "../../model/answers";
import { inState, relayName } from "../../model/People";
import { type LinkReach, type RelayRow, ROLES, type Wish } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { LinkField } from "./LinkField";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const LASTING_S = [HOUR_S, DAY_S, 7 * DAY_S, 30 * DAY_S];
const USES = [0, 1, 2, 5, 10, 30];
const USUAL: Wish = { role: "edit", run: false, host: true, expiresS: 7 * DAY_S, uses: 0, autoApprove: false };

/** What a link is to give, and the link. */
export function NewLink({ bench }: { bench: Workbench }) {
  const wish = useSignal(USUAL);
  const link = useSignal("");
  const reach = useSignal<LinkReach | null>(null);
  const why = useSignal("");
  const making = useSignal(false);
  const make = async () => {
    making.value = true;
    const answer = await bench.notebook.share(wish.value);
    making.value = false;
    const got = linkIn(answer);
    link.value = got.link;
    reach.value = reachIn(answer);
    why.value = got.why ?? "";
  };
  const made = link.value !== "";
  return (
    <section class="new-link" aria-label={S.share.link}>
      {made ? (
        <LinkField link={link.value} label={S.share.link} qr={S.share.qr} testId="share-link">
          {reach.value !== null && <Works reach={reach.value} now={bench.notebook.people.relays.value} />}
        </LinkField>
      ) : (
        <Terms wish={wish} />
      )}
      <p>{wish.value.autoApprove ? S.share.whatOpen : S.share.what}</p>
      {why.value !== "" && (
        <p class="share-why" role="alert">
          {why.value}
        </p>
      )}
      <div class="dialog-actions">
        <button
          type="button"
          class={made ? "button" : "button primary"}
          disabled={making.value}
          onClick={made ? () => (link.value = "") : make}
        >
          <Icon of={Link} size={14} />
          {making.value ? S.share.making : made ? S.share.another : S.share.make}
        </button>
      </div>
    </section>
  );
}

/** Where the link works, and what of it does not now. */
function Works({ reach: { lan, relays }, now }: { reach: LinkReach; now: readonly RelayRow[] }) {
  const names = relays.map(relayName);
  const away = inState(now, "away").filter((relay) => names.includes(relayName(relay)));
  const sentences = [
    S.share.works({ lan, relays: names }),
    ...away.map((relay) => S.relays.away(relayName(relay), relay.why)),
  ];
  return (
    <p class="link-works" data-testid="link-works">
      {sentences.join(" ")}
    </p>
  );
}

function Terms({ wish }: { wish: Signal<Wish> }) {
  const set = (part: Partial<Wish>) => (wish.value = { ...wish.value, ...part });
  const name = useId();
  return (
    <>
      <fieldset class="roles">
        <legend>{S.share.role}</legend>
        {ROLES.map((role) => (
          <label key={role} class="choice">
            <input
              type="radio"
              name={name}
              checked={wish.value.role === role}
              autofocus={wish.value.role === role}
              onChange={() => set({ role })}
            />
            <span>
              <strong>{S.share.roleNames[role]}</strong>
              <span class="choice-means">{S.share.roleMeans[role]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="term-row">
        <Choice
          label={S.share.expires}
          values={LASTING_S}
          value={wish.value.expiresS}
          word={S.share.lasting}
          onValue={(expiresS) => set({ expiresS })}
        />
        <Choice
          label={S.share.uses}
          values={USES}
          value={wish.value.uses}
          word={S.share.usesOf}
          onValue={(uses) => set({ uses })}
        />
      </div>
      <details class="terms">
        <summary>{S.share.more}</summary>
        <Check label={S.share.host} checked={wish.value.host} onChecked={(host) => set({ host })} />
        <Check
          label={S.share.run}
          means={S.share.runMeans}
          checked={wish.value.run}
          onChecked={(run) => set({ run })}
        />
        <Check
          label={S.share.autoApprove}
          means={S.share.autoApproveMeans}
          checked={wish.value.autoApprove}
          onChecked={(autoApprove) => set({ autoApprove })}
        />
      </details>
    </>
  );
}

interface ChoiceProps {
  label: string;
  values: readonly number[];
  value: number;
  word: (value: number) => string;
  onValue: (value: number) => void;
}

function Choice({ label, values, value, word, onValue }: ChoiceProps) {
  return (
    <label class="term">
      <span>{label}</span>
      <select class="select" value={value} onChange={(event) => onValue(Number(event.currentTarget.value))}>
        {values.map((one) => (
          <option key={one} value={one}>
            {word(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface CheckProps {
  label: string;
  means?: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
}

function Check({ label, means, checked, onChecked }: CheckProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <span>
        {label}
        {means && <span class="choice-means">{means}</span>}
      </span>
    </label>
  );
}
