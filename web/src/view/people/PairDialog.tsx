import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { App } from "../../model/App";
import { linkIn } from "../../model/answers";
import type { PairingTold } from "../../protocol";
import { S } from "../../strings";
import { Modal } from "../Dialog";
import { LinkField } from "./LinkField";
import { PairedList } from "./PairedList";
import "./people.css";
import "./share.css";
import { Words } from "./Words";

/** Two devices of one person: a link goes to the other one, words come back, and are compared on both screens. */
export function PairDialog({ app }: { app: App }) {
  const { door } = app;
  const told = door.pairing.value;
  const close = () => (door.pairingOpen.value = null);
  return (
    <Modal title={S.pair.title} kind="pair" close={close}>
      <div class="share-inside" data-testid="pairing">
        {told?.ended !== undefined ? (
          <Ended sentence={told.ended} close={close} />
        ) : told && told.words.length > 0 ? (
          <Compare app={app} told={told} />
        ) : door.pairingOpen.value === "here" ? (
          <>
            <Offer app={app} />
            <PairedList app={app} />
          </>
        ) : (
          <p class="quiet">{S.pair.waiting}</p>
        )}
      </div>
    </Modal>
  );
}

function Offer({ app }: { app: App }) {
  const link = useSignal("");
  const why = useSignal<string | null>(null);
  useEffect(() => {
    void app.door.pairingLink().then((answer) => {
      const got = linkIn(answer);
      link.value = got.link;
      why.value = got.why;
    });
  }, [app]);
  if (why.value !== null)
    return (
      <p class="share-why" role="alert">
        {why.value}
      </p>
    );
  return (
    <>
      <p>{S.pair.what}</p>
      {link.value !== "" && <LinkField link={link.value} label={S.pair.link} qr={S.pair.qr} testId="pair-link" />}
      <p class="quiet" role="status">
        {S.pair.waiting}
      </p>
    </>
  );
}

function Compare({ app, told }: { app: App; told: PairingTold }) {
  const why = useSignal<string | null>(null);
  const confirmed = useSignal(false);
  const answer = (same: boolean) => async () => {
    confirmed.value = true;
    why.value = await app.door.confirmPairing(same);
    if (why.value !== null) confirmed.value = false;
  };
  return (
    <>
      <p role="status">{S.pair.found(told.name)}</p>
      <Words words={told.words} />
      {why.value !== null && (
        <p class="share-why" role="alert">
          {why.value}
        </p>
      )}
      {confirmed.value ? (
        <p class="quiet" role="status">
          {S.pair.confirmed}
        </p>
      ) : (
        <div class="dialog-actions">
          <button type="button" class="button" onClick={answer(false)}>
            {S.pair.differ}
          </button>
          <button type="button" class="button primary" onClick={answer(true)}>
            {S.pair.same}
          </button>
        </div>
      )}
    </>
  );
}

function Ended({ sentence, close }: { sentence: string; close: () => void }) {
  return (
    <>
      <p role="status" data-testid="pairing-ended">
        {sentence}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button primary" onClick={close}>
          {S.pair.done}
        </button>
      </div>
    </>
  );
}
