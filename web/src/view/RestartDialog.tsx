import { restart } from "../model/runActions";
import type { Workbench } from "../model/Workbench";
import { S } from "../strings";
import { Dialog } from "./Dialog";

/** The computer of the Python that is meant; none where no other one comes into question. */
function placeOf({ notebook: { hosts } }: Workbench): string | undefined {
  const target = hosts.targetRow.value;
  return target?.me ? S.people.thisComputer : target?.name;
}

/** Variables can not be brought back: the one thing that is asked before it is done. */
export function RestartDialog({ bench, thenRunAll }: { bench: Workbench; thenRunAll: boolean }) {
  const close = () => (bench.dialog.value = null);
  const go = () => {
    close();
    void restart(bench, thenRunAll);
  };
  return (
    <Dialog bench={bench} title={S.restart.title(placeOf(bench))} kind="ask">
      <p>{S.restart.text}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {S.restart.no}
        </button>
        <button type="button" class="button primary" autofocus onClick={go}>
          {thenRunAll ? S.restart.yesRunAll : S.restart.yes}
        </button>
      </div>
    </Dialog>
  );
}
