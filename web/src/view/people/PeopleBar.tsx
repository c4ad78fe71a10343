import { Users } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { Workbench } from "../../model/Workbench";
import type { Person } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { Avatar } from "./Avatar";
import { PeopleList } from "./PeopleList";
import { announcePeople } from "./news";
import { placed } from "./popover";

// More would push the title away.
const AVATARS_MOST = 5;

/** Who is here: an avatar each, and all who have the notebook in a list. */
export function PeopleBar({ bench }: { bench: Workbench }) {
  const { people } = bench.notebook;
  const here = people.here.value;
  const folded = here.length - AVATARS_MOST;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => announcePeople(people), [people]);
  return (
    <div class="people" role="group" aria-label={S.people.label} data-testid="people">
      <div class="avatars">
        {here.slice(0, AVATARS_MOST).map((person) => (
          <AvatarButton key={person.device} bench={bench} person={person} />
        ))}
      </div>
      <button
        type="button"
        class="icon-button people-button"
        popovertarget="people-list"
        title={S.people.list(people.all.value.length)}
      >
        {folded > 0 ? <span class="folded">+{folded}</span> : <Icon of={Users} />}
        <span class="people-count">{here.length}</span>
        <span class="unseen"> {S.people.list(people.all.value.length)}</span>
      </button>
      <div
        ref={list}
        id="people-list"
        popover="auto"
        class="menu people-menu"
        role="dialog"
        aria-label={S.people.label}
        onToggle={placed}
      >
        <PeopleList bench={bench} onFollow={() => list.current?.hidePopover()} />
      </div>
    </div>
  );
}

function AvatarButton({ bench, person }: { bench: Workbench; person: Person }) {
  const { device, name, me } = person;
  if (me)
    return (
      <span class="avatar-button" role="img" aria-label={S.people.me(name)} title={S.people.me(name)}>
        <Avatar {...person} />
      </span>
    );
  const following = bench.following.value === device;
  return (
    <button
      type="button"
      class="avatar-button"
      aria-pressed={following}
      aria-label={S.people.followOne(name)}
      title={S.people.followOne(name)}
      onClick={() => (bench.following.value = following ? null : device)}
    >
      <Avatar {...person} />
    </button>
  );
}
