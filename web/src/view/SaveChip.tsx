import { Check, CloudOff, LoaderCircle } from "lucide";
import type { App } from "../model/App";
import { S } from "../strings";
import { Icon } from "./Icon";
import { useLater } from "./later";

/** Is my work safe, and where: nothing else stands here. */
export function SaveChip({ app }: { app: App }) {
  const status = app.connection.status.value;
  const outbox = app.bench.value?.notebook.outbox;
  const away = status.k !== "open";
  const waiting = outbox !== undefined && (outbox.unconfirmed.value > 0 || outbox.unsaved.value);
  const saving = useLater(waiting, away);
  if (status.k === "lost") {
    return (
      <span class="chip lost" title={S.save.lostWhere} data-testid="save">
        <Icon of={CloudOff} /> <span>{S.save.lost(outbox?.unconfirmed.value ?? 0)}</span>
        <button type="button" class="button small" onClick={() => app.connection.tryNow()}>
          {S.save.tryNow}
        </button>
      </span>
    );
  }
  if (status.k !== "open") return <span class="chip">{S.save.connecting}</span>;
  if (!outbox) return null;
  return (
    <span class="chip" title={saving ? S.save.savingWhere : S.save.savedWhere} data-testid="save">
      <Icon of={saving ? LoaderCircle : Check} /> <span>{saving ? S.save.saving : S.save.saved}</span>
    </span>
  );
}
