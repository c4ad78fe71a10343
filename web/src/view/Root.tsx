import { Copy, RefreshCw } from "lucide";
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { App } from "../model/App";
import { S } from "../strings";
import { HomeView } from "./HomeView";
import { Icon } from "./Icon";
import { NotebookView } from "./NotebookView";
import { PairDialog } from "./people/soon";
import { NoticeList } from "./NoticeList";
import { DropFiles } from "./DropFiles";

export function Root({ app }: { app: App }) {
  const status = app.connection.status.value;
  const bench = app.bench.value;
  const title = bench ? bench.notebook.title.value || S.home.untitled : S.home.title;
  useEffect(() => {
    document.title = `${title} – ${S.name}`;
  }, [title]);
  if (status.k === "ended") return <Stopped why={status.why} />;
  return (
    <>
      {bench ? <NotebookView key={bench.notebook.id} app={app} bench={bench} /> : <HomeView app={app} />}
      {app.door.pairingOpen.value !== null && <PairDialog app={app} />}
      <DropFiles app={app} />
      <NoticeList />
    </>
  );
}

/** The page can not go on by itself: one sentence, one action. */
export function Stopped({ why }: { why: "sessionUnknown" | "reload" }) {
  const words = S.arrival;
  return (
    <main class="stopped">
      <h1>{why === "reload" ? words.reloadTitle : words.noSessionTitle}</h1>
      <p>{why === "reload" ? words.reload : words.noSession}</p>
      {why === "reload" ? (
        <button type="button" class="button primary" onClick={() => location.reload()}>
          <Icon of={RefreshCw} /> {words.reloadAction}
        </button>
      ) : (
        <CopyCommand />
      )}
    </main>
  );
}

function CopyCommand() {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(S.arrival.command);
    copied.value = true;
  };
  return (
    <div class="command-line">
      <code>{S.arrival.command}</code>
      <button type="button" class="button" onClick={copy}>
        <Icon of={Copy} /> <span aria-live="polite">{copied.value ? S.arrival.copied : S.arrival.copy}</span>
      </button>
    </div>
  );
}
