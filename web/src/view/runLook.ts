// How a cell's run looks: an icon, a few words, and a name for those who hear it.
import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleSlash,
  Clock,
  FileText,
  Hourglass,
  type IconNode,
  Keyboard,
  LoaderCircle,
  Pencil,
  ShieldX,
  Unplug,
} from "lucide";
import type { CellModel } from "../model/CellModel";
import type { People } from "../model/People";
import type { ShownRun } from "../model/runs";
import { S } from "../strings";

export interface Look {
  tone: "idle" | "wait" | "run" | "ok" | "error" | "warn";
  icon: IconNode;
  text: string;
  /** More words under it. */
  detail?: string;
  name: string;
  title: string;
}

export function runLook(cell: CellModel, people: People): Look | null {
  if (cell.type.value !== "code") return null;
  const run = cell.run.value;
  if (!run) return look("idle", Circle, S.runs.none);
  const shown = stateLook(run);
  const place = people.isOther(run.ranOn) ? people.nameOf(run.ranOn!) : "";
  const name = place ? `${shown.name}, ${S.runs.on(place)}` : shown.name;
  return { ...shown, name, title: titleOf(run, people) };
}

function look(tone: Look["tone"], icon: IconNode, text: string, detail?: string): Look {
  return { tone, icon, text, detail, name: detail ? `${text}, ${detail}` : text, title: text };
}

function stateLook(run: ShownRun): Look {
  const took = run.tookMs === undefined ? undefined : S.seconds(run.tookMs);
  const place = S.runs.done(run.count);
  if (run.input) return look("warn", Keyboard, S.runs.input);
  switch (run.state) {
    case "pending":
      return run.waitsFor && run.queue === undefined
        ? look("wait", Hourglass, S.runs.waits)
        : look("wait", Clock, S.runs.queued(run.queue));
    case "assigned":
      return look("wait", Hourglass, run.queue === undefined ? S.runs.starting : S.runs.queued(run.queue));
    case "executing":
      if (run.gone) return look("warn", Unplug, S.runs.away);
      return look("run", LoaderCircle, S.runs.running(""));
    case "ok":
      if (run.edited) return look("warn", Pencil, place, S.runs.editedShort);
      return run.fromFile ? look("idle", FileText, place, S.runs.fromFile) : look("ok", CircleCheck, place, took);
    case "error":
      return look(
        "error",
        CircleAlert,
        run.count === undefined ? S.runs.error : place,
        run.edited ? S.runs.editedShort : S.runs.error,
      );
    case "cancelled":
      return look("idle", CircleSlash, S.runs.cancelled);
    case "lost":
      return look("error", Unplug, S.runs.lost);
    case "refused":
      return look("error", ShieldX, S.runs.refused);
  }
}

function titleOf(run: ShownRun, people: People): string {
  const ranOn = people.nameOf(run.ranOn ?? "");
  const requestedBy = people.nameOf(run.requestedBy ?? "");
  const words = [
    run.edited && S.runs.edited,
    run.reason,
    run.waitsFor,
    run.tookMs !== undefined && S.seconds(run.tookMs),
    ranOn && S.runs.on(ranOn),
    requestedBy && S.runs.by(requestedBy),
  ];
  return words.filter(Boolean).join(" · ");
}
