import { Unlink } from "lucide";
import { useSignal } from "@preact/signals";
import type { App } from "../../model/App";
import type { Device } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { Avatar } from "./Avatar";
import { Sure } from "./Sure";

/** The devices paired with this one, whatever notebooks they have. */
export function PairedList({ app }: { app: App }) {
  const why = useSignal<string | null>(null);
  const paired = app.home.paired.value;
  const unpair = async ({ device }: Device) => {
    why.value = null;
    why.value = await app.door.unpair(device);
  };
  if (paired.length === 0) return null;
  return (
    <section aria-label={S.pair.list}>
      <h3>{S.pair.list}</h3>
      {why.value !== null && (
        <p class="share-why" role="alert">
          {why.value}
        </p>
      )}
      <ul class="people-list device-list" data-testid="paired">
        {paired.map((device) => (
          <PairedDevice key={device.device} device={device} onUnpair={() => void unpair(device)} />
        ))}
      </ul>
    </section>
  );
}

function PairedDevice({ device: { name, colour }, onUnpair }: { device: Device; onUnpair: () => void }) {
  const unpairing = useSignal(false);
  return (
    <li>
      <Avatar name={name} colour={colour} />
      <div class="person">
        <span class="person-name">{name}</span>
      </div>
      {unpairing.value ? (
        <UnpairSure name={name} onYes={onUnpair} onEnd={() => (unpairing.value = false)} />
      ) : (
        <UnpairButton name={name} onAsk={() => (unpairing.value = true)} />
      )}
    </li>
  );
}

export function UnpairButton({ name, onAsk }: { name: string; onAsk: () => void }) {
  return (
    <button type="button" class="button small" aria-label={S.pair.unpairOne(name)} onClick={onAsk}>
      <Icon of={Unlink} size={14} /> {S.pair.unpair}
    </button>
  );
}

export function UnpairSure({ name, ...answers }: { name: string; onYes: () => void; onEnd: () => void }) {
  return <Sure question={S.pair.unpairSure(name)} yes={S.pair.unpair} {...answers} />;
}
