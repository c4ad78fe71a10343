import { Copy, Link } from "lucide";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Workbench } from "../../model/Workbench";
import { S } from "../../strings";
import { Dialog } from "../Dialog";
import { Icon } from "../Icon";
import { PeopleList } from "./PeopleList";
import { QrCode } from "./QrCode";
import "./people.css";
import "./share.css";

/** A link for others, said plainly what it gives; and who has the notebook. */
export function ShareDialog({ bench }: { bench: Workbench }) {
  const { people } = bench.notebook;
  const told = people.told.value;
  return (
    <Dialog bench={bench} title={S.share.title} kind="share">
      <div class="share-inside">
        {told?.mayShare === false ? <MayNot bench={bench} /> : <MakeLink bench={bench} />}
        {people.isShared.value && (
          <section class="share-people" aria-label={S.share.people} tabIndex={0}>
            <h3>{S.share.people}</h3>
            <PeopleList bench={bench} />
          </section>
        )}
      </div>
    </Dialog>
  );
}

function MayNot({ bench }: { bench: Workbench }) {
  const all = bench.notebook.people.all.value;
  const others = all.filter(({ role, me }) => role === "admin" && !me).map(({ name }) => name);
  return (
    <p data-testid="may-not">
      {S.share.mayNot(all.find(({ me }) => me)?.role)} {others.length > 0 && S.share.askOne(others)}
    </p>
  );
}

function MakeLink({ bench }: { bench: Workbench }) {
  const link = useSignal("");
  const why = useSignal("");
  const making = useSignal(false);
  const make = async () => {
    making.value = true;
    const answer = await bench.notebook.share();
    making.value = false;
    link.value = answer.t === "ok" && typeof answer.link === "string" ? answer.link : "";
    why.value = answer.t === "no" ? answer.why : link.value === "" ? S.trouble.notDone : "";
  };
  return (
    <>
      <p>{S.share.what}</p>
      {link.value !== "" && <LinkMade link={link.value} />}
      {why.value !== "" && (
        <p class="share-why" role="alert">
          {why.value}
        </p>
      )}
      <div class="dialog-actions">
        <button
          type="button"
          class={link.value === "" ? "button primary" : "button"}
          disabled={making.value}
          autofocus
          onClick={make}
        >
          <Icon of={Link} size={14} />
          {making.value ? S.share.making : link.value === "" ? S.share.make : S.share.another}
        </button>
      </div>
    </>
  );
}

function LinkMade({ link }: { link: string }) {
  const copied = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      copied.value = link;
    } catch {
      // Not allowed in this browser: by hand, then.
      field.current?.select();
    }
  };
  return (
    <>
      <div class="share-link">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={S.share.link}
          data-testid="share-link"
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button primary" onClick={copy}>
          <Icon of={Copy} size={14} />
          <span aria-live="polite">{copied.value === link ? S.share.copied : S.share.copy}</span>
        </button>
      </div>
      <QrCode text={link} />
    </>
  );
}
