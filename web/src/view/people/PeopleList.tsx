import { LocateFixed } from "lucide";
import { standing } from "../../model/People";
import type { Workbench } from "../../model/Workbench";
import type { Person } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { Avatar } from "./Avatar";

/** Everybody who has the notebook. With `onFollow`, those who are here can be followed. */
export function PeopleList({ bench, onFollow }: { bench: Workbench; onFollow?: () => void }) {
  const follow = (person: Person) => {
    bench.following.value = person.device;
    onFollow?.();
  };
  return (
    <ul class="people-list">
      {bench.notebook.people.all.value.map((person) => (
        <li key={person.device}>
          <Avatar {...person} away={!person.here && !person.me} />
          <div class="person">
            <span class="person-name">{person.name}</span>
            <span class="person-facts">{factsOf(person).join(" · ")}</span>
          </div>
          {onFollow && person.here && !person.me && (
            <button
              type="button"
              class="button small"
              aria-label={S.people.followOne(person.name)}
              onClick={() => follow(person)}
            >
              <Icon of={LocateFixed} size={14} /> {S.people.follow}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What is told of a device, with its role unless that stands beside it. */
export function factsOf(person: Person, withRole = true): string[] {
  const { me, here, path, role, lastSeenAgoMs } = person;
  const facts = withRole ? [S.people.roles[role]] : [];
  if (me) return [S.people.thisComputer, ...facts];
  if (here) {
    facts.push(path ? `${S.people.reachable} ${S.people.paths[path]}` : S.people.reachable);
    const state = standing(person);
    if (state !== "unknown") facts.push(S.sync.states[state]);
  } else facts.push(lastSeenAgoMs === undefined ? S.people.away : S.people.lastSeen(lastSeenAgoMs));
  return facts;
}
