// Says politely who comes and goes, and relays without which nobody is reached.
import { notices } from "../../model/notices";
import { inState, type People, relayName, syncLook } from "../../model/People";
import type { PeopleTold } from "../../protocol";
import { S } from "../../strings";

export function announcePeople(people: People): () => void {
  let before: PeopleTold | null = null;
  return people.told.subscribe((now) => {
    // While nothing is told the node is away, not the others.
    const news = before && now ? newsOf(before, now) : [];
    if (news.length > 0) notices.say(news.join(" "));
    before = now;
  });
}

/** What is different in `now`, as sentences. */
export function newsOf(before: PeopleTold, now: PeopleTold): string[] {
  const [were, are] = [namesHere(before), namesHere(now)];
  const came = [...are].filter(([device]) => !were.has(device)).map(([, name]) => S.people.came(name));
  const left = [...were].filter(([device]) => !are.has(device)).map(([, name]) => S.people.left(name));
  return [...came, ...left, ...relayNews(before, now)];
}

const namesHere = ({ people }: PeopleTold) =>
  new Map(people.filter(({ here, me }) => here || me).map(({ device, name }) => [device, name]));

function relayNews(before: PeopleTold, now: PeopleTold): string[] {
  const [was, is] = [syncLook(before), syncLook(now)];
  if (was !== "relay-away") return is === "relay-away" ? [S.relays.left(awayIn(now))] : [];
  const back = inState(now.relays, "connected").map(relayName);
  return awayIn(before)
    .filter((name) => back.includes(name))
    .map(S.relays.back);
}

const awayIn = ({ relays }: PeopleTold) => inState(relays, "away").map(relayName);
