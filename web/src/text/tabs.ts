// Which loads of the page live, across all tabs of this browser: each holds a lock with its name.
const lockName = (client: string) => `anode.tab.${client}`;

/** Tells other tabs, for as long as this one lives, that its edits are its own to send. */
export function announceTab(client: string): void {
  void navigator.locks?.request(lockName(client), () => new Promise(() => {}));
}

/** The clients among `clients` that live in some tab. */
export async function livingClients(clients: Set<string>): Promise<Set<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  const names = new Set(held.map((lock) => lock.name));
  return new Set([...clients].filter((client) => names.has(lockName(client))));
}
