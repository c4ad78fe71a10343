import { FileText, FolderOpen, Link, Monitor, MonitorSmartphone, Pencil, Plus, RotateCcw, Trash2 } from "lucide";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { App } from "../model/App";
import { followLink, joinLinkOf, pairLinkOf } from "../model/joinLink";
import { notices } from "../model/notices";
import type { BinRow, NotebookRow } from "../protocol";
import { fragmentOf } from "../link/session";
import { S } from "../strings";
import { Brand } from "./Brand";
import { openFiles } from "./DropFiles";
import { Icon } from "./Icon";
import { InlineName } from "./InlineName";
import { JoinDialog, Joins, Requests } from "./people/soon";
import { SaveChip } from "./SaveChip";
import { ThemeButton } from "./ThemeButton";

export function HomeView({ app }: { app: App }) {
  const list = app.home.list.value;
  useEffect(() => followPaste(app), [app]);
  return (
    <>
      <header class="bar home-bar">
        <Brand />
        <span class="bar-space" />
        <SaveChip app={app} />
        <ThemeButton />
      </header>
      <main class="home">
        <div class="home-head">
          <div>
            <h1>{S.home.title}</h1>
            <Computer app={app} />
          </div>
          <HomeActions app={app} />
        </div>
        {app.door.requests.value.length > 0 && <Requests app={app} />}
        {app.home.joins.value.length > 0 && <Joins app={app} />}
        {list === null ? (
          <p class="quiet">{S.arrival.loading}</p>
        ) : list.length === 0 ? (
          <Empty />
        ) : (
          <ul class="rows" data-testid="notebooks">
            {list.map((row) => (
              <Row key={row.id} app={app} row={row} />
            ))}
          </ul>
        )}
        <Bin app={app} rows={app.home.bin.value} />
      </main>
      {app.home.joining.value && <JoinDialog app={app} />}
    </>
  );
}

/** A link pasted anywhere but into a field is joined. */
function followPaste(app: App): () => void {
  const paste = async (event: ClipboardEvent) => {
    if (event.target instanceof Element && event.target.closest("input, textarea, dialog")) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (joinLinkOf(text) === null && pairLinkOf(text) === null) return;
    event.preventDefault();
    const why = await followLink(app, text);
    if (why !== null) notices.tell("error", why);
  };
  addEventListener("paste", paste);
  return () => removeEventListener("paste", paste);
}

function HomeActions({ app }: { app: App }) {
  const input = useRef<HTMLInputElement>(null);
  const create = async () => {
    const notebook = await app.home.create();
    if (notebook) app.go(notebook);
  };
  return (
    <div class="home-actions">
      <button type="button" class="button" onClick={() => (app.home.joining.value = true)}>
        <Icon of={Link} /> {S.join.button}
      </button>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        <Icon of={FolderOpen} /> {S.home.open}
      </button>
      <button type="button" class="button primary" onClick={create}>
        <Icon of={Plus} /> {S.home.create}
      </button>
      <input
        ref={input}
        class="unseen"
        type="file"
        accept=".ipynb"
        multiple
        tabIndex={-1}
        aria-label={S.home.open}
        onChange={(event) => {
          void openFiles(app, [...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function Computer({ app }: { app: App }) {
  const name = app.home.deviceName.value;
  if (!name) return <p class="computer quiet">&nbsp;</p>;
  return (
    <div class="computer quiet">
      <Icon of={Monitor} />
      <span>{S.home.computer}:</span>
      <InlineName
        value={name}
        label={S.home.computerName}
        action={S.home.renameComputer}
        onSave={(next) => void app.home.ask({ t: "deviceName", name: next })}
      />
      <button type="button" class="name-button" onClick={() => app.door.beginPairing()}>
        <Icon of={MonitorSmartphone} size={14} /> {S.pair.button}
      </button>
    </div>
  );
}

function Empty() {
  return (
    <div class="empty" data-testid="empty">
      <h2>{S.home.emptyTitle}</h2>
      <p>{S.home.empty}</p>
    </div>
  );
}

function Row({ app, row }: { app: App; row: NotebookRow }) {
  const renaming = useSignal(false);
  const title = row.title || S.home.untitled;
  return (
    <li class="row">
      <Icon of={FileText} size={20} />
      <div class="row-main">
        {renaming.value ? (
          <InlineName
            value={row.title}
            label={S.home.rename(title)}
            editing
            onSave={(next) => void app.home.ask({ t: "rename", notebook: row.id, title: next })}
            onEnd={() => (renaming.value = false)}
          />
        ) : (
          <a class="row-title" href={fragmentOf(row.id)}>
            {title}
          </a>
        )}
        {row.file && (
          <span class="row-file" title={S.home.fileTitle}>
            {row.file}
          </span>
        )}
      </div>
      {row.running && <span class="tag running">{S.home.running}</span>}
      <button
        type="button"
        class="icon-button"
        aria-label={S.home.rename(title)}
        onClick={() => (renaming.value = true)}
      >
        <Icon of={Pencil} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={S.home.delete(title)}
        onClick={() => void app.home.remove(row)}
      >
        <Icon of={Trash2} />
      </button>
    </li>
  );
}

function Bin({ app, rows }: { app: App; rows: BinRow[] }) {
  if (rows.length === 0) return null;
  return (
    <details class="bin">
      <summary>
        <Icon of={Trash2} /> {S.home.bin} <span class="quiet">{S.home.binCount(rows.length)}</span>
      </summary>
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.id} class="row">
            <div class="row-main">
              <span class="row-title">{row.title || S.home.untitled}</span>
              <span class="row-file">{S.home.daysLeft(row.daysLeft)}</span>
            </div>
            <button
              type="button"
              class="button small"
              aria-label={S.home.restoreOne(row.title)}
              onClick={() => void app.home.ask({ t: "undelete", notebook: row.id })}
            >
              <Icon of={RotateCcw} /> {S.home.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
