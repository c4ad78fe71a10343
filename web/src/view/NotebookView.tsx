import { useEffect, useMemo } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Code, Eye, Type } from "lucide";
import { loadMarkdown } from "../markdown/soon";
import * as cells from "../model/cellActions";
import type { App } from "../model/App";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { announceRuns } from "./announceRuns";
import { blockedBy } from "./blocked";
import { BinDialog } from "./BinDialog";
import { CellView } from "./CellView";
import { Icon } from "./Icon";
import { InsertLine } from "./InsertLine";
import { followKeys } from "./keyboard";
import { KeysDialog } from "./KeysDialog";
import { NearObserver } from "./near";
import { NotebookBar } from "./NotebookBar";
import { Palette } from "./Palette";
import { AskCards, AwayBar, FollowBar, Requests, ShareDialog } from "./people/soon";
import { RestartDialog } from "./RestartDialog";
import { VariablesPanel } from "./variables/soon";

export function NotebookView({ app, bench }: { app: App; bench: Workbench }) {
  const { notebook } = bench;
  useEffect(() => followKeys(bench), [bench]);
  useEffect(() => announceRuns(bench), [bench]);
  return (
    <>
      <NotebookBar app={app} bench={bench} />
      <div class="strips">
        {notebook.away.changes.value.length > 0 && notebook.ready.value && <AwayBar bench={bench} />}
        {notebook.arriving.value && (
          <div class="strip" role="status" data-testid="arriving">
            {S.notebook.arriving}
          </div>
        )}
        {bench.following.value !== null && <FollowBar bench={bench} />}
      </div>
      <main class="notebook" aria-label={notebook.title.value || S.home.untitled} data-testid="notebook">
        <RightsBanner bench={bench} />
        <h1 class="unseen">{notebook.title.value || S.home.untitled}</h1>
        {notebook.refusal.value !== null ? (
          <div class="empty">
            <h2>{S.notebook.cantOpen}</h2>
            <p>{notebook.refusal.value}</p>
            <a class="button" href="#">
              {S.notebook.home}
            </a>
          </div>
        ) : !notebook.ready.value ? (
          <p class="quiet opening">{S.notebook.opening}</p>
        ) : (
          <CellList app={app} bench={bench} />
        )}
      </main>
      {notebook.variables.shown.value && <VariablesPanel bench={bench} />}
      <Cards app={app} bench={bench} />
      <Dialogs bench={bench} />
    </>
  );
}

/** What waits for a word of this computer's owner. */
function Cards({ app, bench }: { app: App; bench: Workbench }) {
  const requests = app.door.requests.value.length > 0;
  const { asks, people } = bench.notebook;
  const runs = asks.rows.value.length > 0 && people.told.value !== null;
  if (!requests && !runs) return null;
  return (
    <div class="door">
      {requests && <Requests app={app} />}
      {runs && <AskCards bench={bench} />}
    </div>
  );
}

/** What this computer may not do here, and whom to ask. */
function RightsBanner({ bench: { notebook } }: { bench: Workbench }) {
  const obstacle = notebook.people.obstacle("edit") ?? notebook.people.obstacle("run");
  if (obstacle === null) return null;
  return (
    <p class="banner" role="status" data-testid="rights">
      <Icon of={Eye} /> <span>{obstacle}</span>
    </p>
  );
}

function CellList({ app, bench }: { app: App; bench: Workbench }) {
  const observer = useMemo(() => new NearObserver(), []);
  useEffect(() => () => observer.end(), [observer]);
  const order = bench.notebook.order.value;
  const shown = useGrowing(order.length);
  const complete = shown >= order.length;
  // A text cell will come sooner or later; what is on the screen comes first.
  useEffect(() => void (complete && requestIdleCallback(() => void loadMarkdown())), [complete]);
  if (order.length === 0) return <EmptyNotebook bench={bench} />;
  return (
    <>
      <InsertLine bench={bench} after={null} />
      {order.slice(0, shown).map((id, index) => {
        const cell = bench.notebook.cell(id);
        return cell && <CellView key={id} app={app} bench={bench} cell={cell} number={index + 1} observer={observer} />;
      })}
      <div class="notebook-end">
        <AddButtons bench={bench} />
      </div>
    </>
  );
}

// What fills the tallest screen, so that it can be used before the rest is there.
const FIRST_CELLS = 24;
const CELLS_AT_ONCE = 120;
const IDLE_MOST_MS = 150;

/** How many of `count` cells are on the page: the first at once, the others soon after. */
function useGrowing(count: number): number {
  const shown = useSignal(FIRST_CELLS);
  useEffect(() => {
    if (shown.value >= count) return;
    // When there is nothing better to do, such as mounting the first editors.
    const idle = requestIdleCallback(() => (shown.value += CELLS_AT_ONCE), { timeout: IDLE_MOST_MS });
    return () => cancelIdleCallback(idle);
  }, [shown.value, count]);
  return shown.value;
}

function EmptyNotebook({ bench }: { bench: Workbench }) {
  return (
    <div class="empty" data-testid="empty">
      <h2>{S.notebook.emptyTitle}</h2>
      <p>{S.notebook.empty}</p>
      <AddButtons bench={bench} />
    </div>
  );
}

function AddButtons({ bench }: { bench: Workbench }) {
  const add = (type: "code" | "markdown") => () =>
    void cells.insert(bench, bench.notebook.order.value.at(-1) ?? null, type, true);
  const blocked = blockedBy(bench.notebook.people.obstacle("edit"));
  return (
    <div class="add-buttons">
      <button type="button" class="button" {...blocked} onClick={add("code")}>
        <Icon of={Code} /> {S.notebook.addCode}
      </button>
      <button type="button" class="button" {...blocked} onClick={add("markdown")}>
        <Icon of={Type} /> {S.notebook.addText}
      </button>
    </div>
  );
}

function Dialogs({ bench }: { bench: Workbench }) {
  switch (bench.dialog.value) {
    case null:
      return null;
    case "palette":
      return <Palette bench={bench} />;
    case "keys":
      return <KeysDialog bench={bench} />;
    case "bin":
      return <BinDialog bench={bench} />;
    case "restart":
      return <RestartDialog bench={bench} thenRunAll={false} />;
    case "restartRunAll":
      return <RestartDialog bench={bench} thenRunAll />;
    case "share":
      return <ShareDialog bench={bench} />;
  }
}
