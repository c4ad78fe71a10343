import { useSignal } from "@preact/signals";
import type { Workbench } from "../../model/Workbench";
import type { Ask } from "../../protocol";
import { S } from "../../strings";
import { Dialog } from "../Dialog";
import { DeviceList } from "./DeviceList";
import { InviteList } from "./InviteList";
import { LateList } from "./LateList";
import { Leave } from "./Leave";
import { NewLink } from "./NewLink";
import "./people.css";
import "./share.css";

/** Does something about other people; says why where it was not done. */
export type Arrange = (ask: Ask) => Promise<boolean>;

/** Links for others, said plainly what they give; who has the notebook, and what they may do. */
export function ShareDialog({ bench }: { bench: Workbench }) {
  const { people } = bench.notebook;
  const why = useSignal<string | null>(null);
  const arrange: Arrange = async (ask) => {
    why.value = null;
    why.value = await bench.notebook.arrange(ask);
    return why.value === null;
  };
  const { admin } = people.may.value;
  const { invites = [], late = [] } = people.told.value ?? {};
  return (
    <Dialog bench={bench} title={S.share.title} kind="share">
      <div class="share-inside">
        {admin ? <NewLink bench={bench} /> : <MayNot bench={bench} />}
        {why.value !== null && (
          <p class="share-why" role="alert">
            {why.value}
          </p>
        )}
        {invites.length > 0 && <InviteList invites={invites} arrange={arrange} />}
        {admin && late.length > 0 && <LateList late={late} arrange={arrange} />}
        {people.isShared.value && (
          <section aria-label={S.share.people}>
            <h3>{S.share.people}</h3>
            <DeviceList people={people.all.value} admin={admin} arrange={arrange} />
            {people.all.value.some(({ me }) => me) && <Leave arrange={arrange} />}
          </section>
        )}
      </div>
    </Dialog>
  );
}

function MayNot({ bench }: { bench: Workbench }) {
  const { people } = bench.notebook;
  const all = people.all.value;
  const why = people.told.value?.why;
  const others = all.filter(({ role, me }) => role === "admin" && !me).map(({ name }) => name);
  return (
    <p data-testid="may-not">
      {why ?? S.share.mayNot(all.find(({ me }) => me)?.role)}{" "}
      {why === undefined && others.length > 0 && S.share.askOne(others)}
    </p>
  );
}
