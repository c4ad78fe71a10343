import type { Session } from "../protocol";
import { S } from "../strings";
import { ChipMenu } from "./people/ChipMenu";

const STATES = {
  none: [S.session.noneShort, S.session.none],
  starting: [S.session.startingShort, S.session.starting],
  idle: [S.session.idleShort, S.session.idle],
  busy: [S.session.busyShort, S.session.busy],
} as const;

interface Props {
  session: Session;
  /** Why there is none any more. */
  ended: string | null;
  /** Cells that run or wait. */
  busy: number;
  /** Whether the variables are shown. */
  open: boolean;
  onPress: () => void;
}

/** Where code runs, and whether it does; pressed, it shows what is there. */
export function KernelChip({ session, ended, busy, open, onPress }: Props) {
  if (ended !== null && busy === 0) return <EndedChip why={ended} />;
  const state = session?.state ?? "none";
  const [short, long] = STATES[state];
  const slow = session && !session.jit && S.session.slow;
  const words = [long, slow, busy > 0 && S.notebook.busyCells(busy), open ? S.variables.hides : S.variables.shows];
  return (
    <button
      type="button"
      class={`chip kernel ${state}`}
      title={words.filter(Boolean).join(" · ")}
      aria-expanded={open}
      aria-controls={open ? "variables" : undefined}
      data-testid="session"
      onClick={onPress}
    >
      <span class="dot" aria-hidden="true" /> <span>{short}</span>
    </button>
  );
}

/** Why, for those who point at it and for those who can not. */
function EndedChip({ why }: { why: string }) {
  const words = S.session.ended(why);
  return (
    <ChipMenu
      id="kernel-ended"
      class="kernel ended"
      menu="kernel-menu"
      label={S.session.endedShort}
      title={words}
      testid="session"
      chip={
        <>
          <span class="dot" aria-hidden="true" /> <span>{S.session.endedShort}</span>
        </>
      }
    >
      <p>{words}</p>
    </ChipMenu>
  );
}
