// The page's right to talk to its node: the one-time token of the link is swapped for a session, which is kept for this origin.
import { S } from "../strings";

const KEPT = "anode.session";

export interface Arrival {
  token?: string;
  notebook?: string;
}

/** What the address says after its #. */
export function readFragment(fragment: string): Arrival {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  return { token: words.get("token") ?? undefined, notebook: words.get("notebook") ?? undefined };
}

export const fragmentOf = (notebook?: string) => (notebook ? `#notebook=${encodeURIComponent(notebook)}` : "");

/** Takes the token out of the address before anything else can see it. */
export function takeArrival(): Arrival {
  const arrival = readFragment(location.hash);
  if (arrival.token !== undefined)
    history.replaceState(null, "", location.pathname + location.search + fragmentOf(arrival.notebook));
  return arrival;
}

export const keptSession = (): string | null => localStorage.getItem(KEPT);
export const forgetSession = () => localStorage.removeItem(KEPT);

async function swap(token: string): Promise<string | null> {
  const reply = await fetch("/api/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  if (!reply.ok) return null;
  const { session } = (await reply.json()) as { session: string };
  localStorage.setItem(KEPT, session);
  return session;
}

/** The session to use, or null where the link is used up and no session is kept. */
export async function sessionFor(arrival: Arrival): Promise<string | null> {
  if (arrival.token === undefined) return keptSession();
  try {
    return (await swap(arrival.token)) ?? keptSession();
  } catch {
    return keptSession();
  }
}

/** A request that carries the session. Rejects with a sentence. */
export async function fetchWith(session: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${session}`);
  let reply: Response;
  try {
    reply = await fetch(path, { ...init, headers });
  } catch {
    throw new Error(S.trouble.nodeGone);
  }
  if (!reply.ok) throw new Error((await reply.text()).trim() || S.trouble.status(reply.status));
  return reply;
}
