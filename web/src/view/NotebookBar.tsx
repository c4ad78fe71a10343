import { Ellipsis, Play, RotateCcw, Search, Square, UserPlus } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type CommandId, execute, obstacleTo, titleOf } from "../keys/commands";
import { bindingsOf } from "../keys/keymap";
import type { App } from "../model/App";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { blockedBy } from "./blocked";
import { Brand } from "./Brand";
import { Icon } from "./Icon";
import { KernelChip } from "./KernelChip";
import { KeyNames } from "./KeyNames";
import { HostChip, PeopleBar, SyncChip } from "./people/soon";
import { SaveChip } from "./SaveChip";
import { ThemeButton } from "./ThemeButton";

export function NotebookBar({ app, bench }: { app: App; bench: Workbench }) {
  const { notebook } = bench;
  const { hosts } = notebook;
  const busy = notebook.busy.value.length;
  return (
    <header class="bar">
      <Brand href="#" label={S.notebook.home} />
      <Title bench={bench} />
      <SaveChip app={app} />
      {notebook.people.isShared.value && <SyncChip bench={bench} />}
      <span class="bar-space" />
      {notebook.people.isShared.value && <PeopleBar bench={bench} />}
      <button
        type="button"
        class="button share-button"
        disabled={!notebook.ready.value}
        title={titleOf("share")}
        onClick={() => execute("share", bench)}
      >
        <Icon of={UserPlus} size={14} /> <span>{S.share.button}</span>
      </button>
      <div class="bar-group" role="toolbar" aria-label={S.notebook.toolbar}>
        {hosts.told.value !== null && notebook.people.may.value.edit && <HostChip bench={bench} />}
        {(hosts.isHere.value || notebook.session.value !== null) && (
          <KernelChip
            session={notebook.session.value}
            ended={notebook.ended.value}
            busy={busy}
            open={notebook.variables.shown.value}
            onPress={() => execute("variables", bench)}
          />
        )}
        {busy > 0 ? (
          <button type="button" class="button" title={titleOf("interrupt")} onClick={() => execute("interrupt", bench)}>
            <Icon of={Square} size={14} /> {S.notebook.interrupt}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            title={titleOf("run-all")}
            {...blockedBy(obstacleTo("run-all", bench))}
            onClick={() => execute("run-all", bench)}
          >
            <Icon of={Play} size={14} /> {S.notebook.runAll}
          </button>
        )}
        <BarButton bench={bench} command="restart" icon={RotateCcw} />
        <BarButton bench={bench} command="palette" icon={Search} />
        <ThemeButton />
        <More bench={bench} />
      </div>
    </header>
  );
}

function BarButton({ bench, command, icon }: { bench: Workbench; command: CommandId; icon: typeof Play }) {
  const label = titleOf(command);
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      {...blockedBy(obstacleTo(command, bench))}
      onClick={() => execute(command, bench)}
    >
      <Icon of={icon} />
    </button>
  );
}

function Title({ bench }: { bench: Workbench }) {
  const title = bench.notebook.title.value;
  const obstacle = bench.notebook.people.obstacle("edit");
  const field = useRef<HTMLInputElement>(null);
  // Who is writing a title is not interrupted by another one.
  useLayoutEffect(() => {
    if (document.activeElement !== field.current) field.current!.value = title;
  }, [title]);
  const save = (field: HTMLInputElement) => {
    const next = field.value.trim();
    if (next === title) return;
    if (next === "") field.value = title;
    else void bench.notebook.op({ k: "title", title: next });
  };
  return (
    <input
      ref={field}
      disabled={!bench.notebook.ready.value}
      readOnly={obstacle !== null}
      title={obstacle ?? undefined}
      class="title-field"
      aria-label={S.notebook.title}
      defaultValue={title}
      placeholder={S.home.untitled}
      maxLength={200}
      onBlur={(event) => save(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.value = title;
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

const MENU: readonly (readonly CommandId[])[] = [
  ["run-all", "run-above", "run-below"],
  ["interrupt", "restart", "restart-run-all"],
  ["clear", "clear-all"],
  ["undo", "redo", "bin"],
  ["share", "variables", "line-numbers", "export", "keys"],
];

function More({ bench }: { bench: Workbench }) {
  const menu = useRef<HTMLDivElement>(null);
  const go = (id: CommandId) => {
    menu.current?.hidePopover();
    execute(id, bench);
  };
  return (
    <>
      <button
        type="button"
        class="icon-button"
        popovertarget="more"
        aria-label={S.notebook.more}
        title={S.notebook.more}
      >
        <Icon of={Ellipsis} />
      </button>
      <div ref={menu} id="more" popover="auto" class="menu" role="menu" aria-label={S.notebook.more} onKeyDown={roam}>
        {MENU.map((group, index) => (
          <div key={index} role="group" class="menu-group">
            {group.map((id) => (
              <button
                key={id}
                type="button"
                role="menuitem"
                {...blockedBy(obstacleTo(id, bench))}
                onClick={() => go(id)}
              >
                <span>{titleOf(id)}</span>
                {bindingsOf(id)[0] && <KeyNames keys={bindingsOf(id)[0]!} />}
              </button>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

function roam(event: KeyboardEvent): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % items.length]?.focus();
  event.preventDefault();
}
