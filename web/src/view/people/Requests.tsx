import { DoorOpen } from "lucide";
import { useSignal } from "@preact/signals";
import type { App } from "../../model/App";
import type { RequestRow, Role } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { RoleSelect } from "./RoleSelect";
import "./cards.css";
import "./share.css";
import { Words } from "./Words";

/** Who waits to be let in, a card each. They take no focus: who types goes on typing. */
export function Requests({ app }: { app: App }) {
  return (
    <section class="requests" aria-label={S.door.label} data-testid="requests">
      {app.door.requests.value.map((row) => (
        <Request key={row.request} app={app} row={row} />
      ))}
    </section>
  );
}

function Request({ app, row }: { app: App; row: RequestRow }) {
  const chosen = useSignal<Role | null>(null);
  const why = useSignal<string | null>(null);
  const asked = useSignal(false);
  const role = chosen.value ?? row.role;
  const act = (answer: () => Promise<string | null>) => async () => {
    asked.value = true;
    why.value = await answer();
    asked.value = false;
  };
  return (
    <article class="request" aria-label={S.door.wants(row.name, row.title)}>
      <h2>
        <Icon of={DoorOpen} /> {S.door.wants(row.name, row.title)}
      </h2>
      {row.mine && <p>{S.door.mine}</p>}
      {row.words.length > 0 ? (
        <>
          <Words words={row.words} />
          <p class="quiet">{S.door.compare}</p>
        </>
      ) : (
        <p class="quiet">{S.door.wordsCome}</p>
      )}
      {why.value !== null && (
        <p class="share-why" role="alert">
          {why.value}
        </p>
      )}
      <div class="request-actions">
        <RoleSelect role={role} label={S.door.role(row.name)} onRole={(next) => (chosen.value = next)} />
        <button
          type="button"
          class="button primary"
          aria-label={S.door.letInOne(row.name)}
          disabled={asked.value || row.words.length === 0}
          onClick={act(() => app.door.letIn(row, role))}
        >
          {S.door.letIn}
        </button>
        <button
          type="button"
          class="button"
          aria-label={S.door.refuseOne(row.name)}
          disabled={asked.value}
          onClick={act(() => app.door.refuse(row))}
        >
          {S.door.refuse}
        </button>
      </div>
    </article>
  );
}
