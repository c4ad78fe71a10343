import { FileClock } from "lucide";
import { useSignal } from "@preact/signals";
import type { Device } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { Avatar } from "./Avatar";
import type { Arrange } from "./ShareDialog";
import { Sure } from "./Sure";

/** The removed devices of which something is here that counts for nobody, until an admin accepts it. */
export function LateList({ late, arrange }: { late: readonly Device[]; arrange: Arrange }) {
  return (
    <section aria-label={S.share.late}>
      <h3>{S.share.late}</h3>
      <p class="late-means">{S.share.lateMeans}</p>
      <ul class="people-list device-list" data-testid="late">
        {late.map((device) => (
          <LateDevice key={device.device} {...{ device, arrange }} />
        ))}
      </ul>
    </section>
  );
}

function LateDevice({ device: { device, name, colour }, arrange }: { device: Device; arrange: Arrange }) {
  const accepting = useSignal(false);
  const called = name || S.share.unnamed;
  return (
    <li>
      <Avatar name={called} colour={colour} away />
      <div class="person">
        <span class="person-name">{called}</span>
        <span class="person-facts">{S.share.removed}</span>
      </div>
      {accepting.value ? (
        <Sure
          question={S.share.acceptSure(called)}
          yes={S.share.acceptYes}
          onYes={() => void arrange({ t: "accept", device })}
          onEnd={() => (accepting.value = false)}
        />
      ) : (
        <button
          type="button"
          class="button small"
          aria-label={S.share.acceptOne(called)}
          onClick={() => (accepting.value = true)}
        >
          <Icon of={FileClock} size={14} /> {S.share.accept}
        </button>
      )}
    </li>
  );
}
