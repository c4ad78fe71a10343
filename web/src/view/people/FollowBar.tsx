import { LocateFixed } from "lucide";
import { useEffect } from "preact/hooks";
import type { Workbench } from "../../model/Workbench";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { Avatar } from "./Avatar";
import { follow } from "./follow";

/** Says whose caret the page scrolls with, and ends it. */
export function FollowBar({ bench }: { bench: Workbench }) {
  const { people, carets } = bench.notebook;
  const device = bench.following.value;
  useEffect(() => follow(bench), [bench]);
  const person = people.all.value.find((one) => one.device === device);
  if (!person) return null;
  const nowhere = carets.latest(person.device) === undefined;
  return (
    <section class="strip follow-bar" aria-label={S.people.following(person.name)} data-testid="following">
      <Avatar {...person} />
      <p>
        {S.people.following(person.name)}
        {nowhere && <span class="quiet"> {S.people.nowhere(person.name)}</span>}
      </p>
      <button type="button" class="button small" onClick={() => (bench.following.value = null)}>
        <Icon of={LocateFixed} size={14} /> {S.people.stop}
      </button>
    </section>
  );
}
