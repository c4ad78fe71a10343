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
}

/** Where code runs, and whether it does. */
export function KernelChip({ session, ended, busy }: Props) {
  if (ended !== null && busy === 0) return <EndedChip why={ended} />;
  const state = session?.state ?? "none";
  const [short, long] = STATES[state];
  const words = [long, session && !session.jit && S.session.slow, busy > 0 && S.notebook.busyCells(busy)];
  return (
    <span class={`chip kernel ${state}`} title={words.filter(Boolean).join(" · ")} data-testid="session">
      <span class="dot" aria-hidden="true" /> <span>{short}</span>
    </span>
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
