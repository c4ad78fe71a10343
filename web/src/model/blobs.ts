import { fetchWith } from "../link/session";
import type { BlobSource } from "../protocol";

// Bodies are at most a few MiB each; more than this many would only hold memory of what scrolled by.
const KEPT_MOST = 64;

/** Bodies of outputs over HTTP; each is fetched once while it is remembered. */
export class NodeBlobs implements BlobSource {
  readonly #kept = new Map<string, Promise<string>>();

  constructor(private readonly session: string) {}

  text(sha256: string): Promise<string> {
    const kept = this.#kept.get(sha256);
    if (kept) return kept;
    const body = fetchWith(this.session, `/api/blob/${sha256}`).then((reply) => reply.text());
    body.catch(() => this.#kept.delete(sha256));
    this.#kept.set(sha256, body);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT_MOST && oldest !== undefined) this.#kept.delete(oldest);
    return body;
  }
}
