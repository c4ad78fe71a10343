// Joining by a link, at home: the dialog for it, and what is on its way.
import { CircleAlert, FileCheck, LoaderCircle, X } from "lucide";
import { useSignal } from "@preact/signals";
import { fragmentOf } from "../../link/session";
import type { App } from "../../model/App";
import { followLink } from "../../model/joinLink";
import { inState, relayName } from "../../model/People";
import type { JoinRow } from "../../protocol";
import { S } from "../../strings";
import { Modal } from "../Dialog";
import { Icon } from "../Icon";
import "./share.css";
import { Words } from "./Words";

export function JoinDialog({ app }: { app: App }) {
  const text = useSignal("");
  const why = useSignal<string | null>(null);
  const close = () => (app.home.joining.value = false);
  const go = async (event: Event) => {
    event.preventDefault();
    why.value = await followLink(app, text.value);
    if (why.value === null) close();
  };
  return (
    <Modal title={S.join.title} kind="join" close={close}>
      <form class="join-form" onSubmit={go}>
        <p id="join-what">{S.join.what}</p>
        <textarea
          autofocus
          rows={3}
          aria-label={S.join.field}
          aria-describedby="join-what"
          aria-invalid={why.value !== null}
          placeholder="anode://join/…"
          spellcheck={false}
          autocomplete="off"
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void go(event);
          }}
        />
        {why.value !== null && (
          <p class="share-why" role="alert">
            {why.value}
          </p>
        )}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>
            {S.home.cancel}
          </button>
          <button type="submit" class="button primary" disabled={text.value.trim() === ""}>
            {S.join.go}
          </button>
        </div>
      </form>
    </Modal>
  );
}

const ICONS = {
  looking: LoaderCircle,
  asked: LoaderCircle,
  waiting: LoaderCircle,
  joined: FileCheck,
  failed: CircleAlert,
};

export function Joins({ app }: { app: App }) {
  return (
    <ul class="rows joins" aria-label={S.join.list} data-testid="joins">
      {app.home.joins.value.map((row) => (
        <Join key={row.join} app={app} row={row} />
      ))}
    </ul>
  );
}

/** What it waits for: a relay of the link that is away may be all it needs. */
function detailOf({ state, from, lan = true, relays = [] }: JoinRow): string[] {
  const detail = state === "looking" ? S.join.looking(from, lan, relays.map(relayName)) : S.join.detail[state];
  return [detail, ...inState(relays, "away").map((relay) => S.relays.away(relayName(relay), relay.why))];
}

function Join({ app, row }: { app: App; row: JoinRow }) {
  const title = row.title ? `“${row.title}”` : S.join.unnamed;
  const words = S.join.pending[row.state](title, row.from);
  const ended = row.state === "joined" || row.state === "failed";
  const name = ended ? S.join.removeOne(title) : S.join.giveUpOne(title);
  return (
    <li class={`row join ${row.state}`}>
      <span class={ended ? "join-icon" : "join-icon spinning"}>
        <Icon of={ICONS[row.state]} size={20} />
      </span>
      <div class="row-main" aria-live="polite">
        <span class="row-title">{words.charAt(0).toLocaleUpperCase() + words.slice(1)}</span>
        {row.state === "waiting" && <Words words={row.words ?? []} />}
        <span class="row-why">{row.why ?? detailOf(row).join(" ")}</span>
      </div>
      {row.state === "joined" && row.notebook && (
        <a class="button small" href={fragmentOf(row.notebook)} aria-label={S.join.openOne(title)}>
          {S.join.open}
        </a>
      )}
      <button
        type="button"
        class="button small"
        aria-label={name}
        onClick={() => void app.home.ask({ t: "forgetJoin", join: row.join })}
      >
        <Icon of={X} size={14} /> {ended ? S.join.remove : S.join.giveUp}
      </button>
    </li>
  );
}
