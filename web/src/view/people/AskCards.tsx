import { ShieldQuestionMark } from "lucide";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { AskGroup } from "../../model/Asks";
import { notices } from "../../model/notices";
import type { Workbench } from "../../model/Workbench";
import type { AskRow } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import "./asks.css";
import "./cards.css";
import { ExactCode } from "./ExactCode";

/** What others want to run here, a card for each device. They take no focus: who types goes on typing. */
export function AskCards({ bench }: { bench: Workbench }) {
  const { asks } = bench.notebook;
  const more = asks.more.value;
  return (
    <section class="requests" aria-label={S.asks.label} data-testid="asks">
      {asks.groups.value.map((group) => (
        <AskCard key={group.device} bench={bench} group={group} />
      ))}
      {more > 0 && <p class="quiet">{S.asks.more(more)}</p>}
    </section>
  );
}

function AskCard({ bench, group }: { bench: Workbench; group: AskGroup }) {
  const card = useRef<HTMLElement>(null);
  const name = bench.notebook.people.nameOf(group.device) || S.asks.unnamed;
  const title = S.asks.wants(name, group.shown.length);
  useEffect(() => notices.say(title), [title]);
  useLayoutEffect(() => () => leaveFocus(bench, card.current), [bench]);
  return (
    <article ref={card} class="request ask" aria-label={title}>
      <h2>
        <Icon of={ShieldQuestionMark} /> {title}
      </h2>
      <p class="quiet">{S.asks.means}</p>
      <div class="asked-cells" role="group" aria-label={S.asks.code(name)} tabIndex={0}>
        {group.shown.map((row) => (
          <AskedCell key={row.exec} bench={bench} row={row} />
        ))}
      </div>
      {group.later > 0 && <p class="quiet">{S.asks.more(group.later)}</p>}
      <Answers bench={bench} group={group} name={name} />
    </article>
  );
}

/** Who was in the card when it went is back in the notebook. */
function leaveFocus(bench: Workbench, card: HTMLElement | null): void {
  if (card?.contains(document.activeElement)) queueMicrotask(() => bench.focusActive());
}

function AskedCell({ bench, row: { cell, source } }: { bench: Workbench; row: AskRow }) {
  const at = bench.notebook.order.value.indexOf(cell);
  return (
    <>
      <p class="asked-cell">
        {S.asks.cell(at < 0 ? undefined : at + 1)}
        {source !== undefined && <span class="quiet">{S.asks.lines(source.split("\n").length)}</span>}
      </p>
      {source === undefined ? <p class="quiet">{S.asks.notHere}</p> : <ExactCode source={source} />}
    </>
  );
}

/** Each answer is about what stands above it, not about what comes later. */
function Answers({ bench, group, name }: { bench: Workbench; group: AskGroup; name: string }) {
  const { asks, hosts } = bench.notebook;
  const why = useSignal<string | null>(null);
  const asked = useSignal(false);
  const readable = asks.readable(group);
  const act = (isReady: boolean, answer: () => Promise<string | null>) => async () => {
    if (!isReady || asked.value) return;
    asked.value = true;
    why.value = await answer();
    asked.value = false;
  };
  const isReady = readable.length > 0;
  const held = isReady ? {} : { "aria-disabled": true, title: S.asks.moment };
  // Where the rule is fixed, nobody is let once and for all.
  const isFixed = hosts.told.value?.policy.why !== undefined;
  return (
    <>
      {why.value !== null && (
        <p class="ask-why" role="alert">
          {why.value}
        </p>
      )}
      <div class="request-actions">
        <button
          type="button"
          class="button primary"
          aria-label={S.asks.runOf(name)}
          {...held}
          onClick={act(isReady, () => asks.allow(readable))}
        >
          {S.asks.run}
        </button>
        {!isFixed && (
          <button
            type="button"
            class="button"
            {...held}
            onClick={act(isReady, () => asks.allow(readable, group.device))}
          >
            {S.asks.always(name)}
          </button>
        )}
        <button
          type="button"
          class="button"
          aria-label={S.asks.refuseOf(name)}
          onClick={act(true, () => asks.deny(group))}
        >
          {S.asks.refuse}
        </button>
      </div>
    </>
  );
}
