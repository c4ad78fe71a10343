// What is there for several devices, loaded when a notebook is shared: who works alone never waits for it.
import type { CellModel } from "../../model/CellModel";
import type { App } from "../../model/App";
import type { ShownRun } from "../../model/runs";
import { notices } from "../../model/notices";
import type { Workbench } from "../../model/Workbench";
import { S } from "../../strings";
import { soon } from "../soon";

const parts = () => import("./parts");

interface OnBench {
  bench: Workbench;
}

export const PeopleBar = soon<OnBench>(async () => (await parts()).PeopleBar);
export const SyncChip = soon<OnBench>(async () => (await parts()).SyncChip);
export const FollowBar = soon<OnBench>(async () => (await parts()).FollowBar);
export const AwayBar = soon<OnBench>(async () => (await parts()).AwayBar);
export const HostChip = soon<OnBench>(async () => (await parts()).HostChip);
export const RunNote = soon<OnBench & { run: ShownRun }>(async () => (await parts()).RunNote);
export const CellMarks = soon<OnBench & { cell: CellModel }>(async () => (await parts()).CellMarks);

export const ShareDialog = soon<OnBench>(
  async () => (await import("./ShareDialog")).ShareDialog,
  ({ bench }) => {
    bench.dialog.value = null;
    notices.tell("error", S.trouble.nodeGone);
  },
);

export const AskCards = soon<OnBench>(async () => (await import("./AskCards")).AskCards);
export const Requests = soon<{ app: App }>(async () => (await import("./Requests")).Requests);
export const PairDialog = soon<{ app: App }>(
  async () => (await import("./PairDialog")).PairDialog,
  ({ app }) => {
    app.door.pairingOpen.value = null;
    notices.tell("error", S.trouble.nodeGone);
  },
);

const joining = () => import("./joining");

export const Joins = soon<{ app: App }>(async () => (await joining()).Joins);
export const JoinDialog = soon<{ app: App }>(
  async () => (await joining()).JoinDialog,
  ({ app }) => {
    app.home.joining.value = false;
    notices.tell("error", S.trouble.nodeGone);
  },
);
