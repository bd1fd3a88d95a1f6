import { setTimeout as sleep } from 'node:timers/promises';

/** An answer of `/graphql`. */
export interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]; // prettier-ignore
}

/** How it went, all requests together. */
export interface ClientRecord {
  requests: number;
  /** Attempts that had to be repeated, by code; `NETWORK` when no answer came. */
  readonly repeated: Map<string, number>;
  /** The longest that one request took from its first attempt to its answer, in milliseconds. */
  longestMs: number;
}

/** No answer came, or one of which Trove says that the same may be sent again. */
const WORTH_REPEATING = /^(NETWORK|STORAGE_(BUSY|UNAVAILABLE)|SEARCH_UNAVAILABLE|QUEUE_UNAVAILABLE|DEADLINE_EXCEEDED|SHUTTING_DOWN)$/; // prettier-ignore

/** Longer than anything takes while servers come back, in milliseconds. */
const PATIENCE_MS = 180_000;

const PAUSE_MS = 200;

/** The back end of a shop: sends the same again, to whichever gateway, until it is acknowledged. */
export class PatientClient {
  readonly record: ClientRecord = { requests: 0, repeated: new Map(), longestMs: 0 };
  private turn = 0;

  /** @param addresses of the gateways, without a slash at the end */
  constructor(
    private readonly addresses: readonly string[],
    private readonly key: string,
  ) {}

  /** @throws Error when the server refuses it for good, or nobody acknowledges it for minutes */
  async send(query: string, input: unknown): Promise<Readonly<Record<string, unknown>>> {
    const body = JSON.stringify({ query, variables: { input } });
    const begunAt = performance.now();
    this.record.requests += 1;
    for (;;) {
      const answer = await this.attempt(body);
      const tookMs = performance.now() - begunAt;
      this.record.longestMs = Math.max(this.record.longestMs, tookMs);
      if (answer !== null) return answer;
      if (tookMs > PATIENCE_MS) throw new Error(`Nobody acknowledged for ${PATIENCE_MS} ms.`);
      await sleep(PAUSE_MS);
    }
  }

  /** @returns null when it must be sent again */
  private async attempt(body: string): Promise<Readonly<Record<string, unknown>> | null> {
    this.turn += 1;
    const address = this.addresses[this.turn % this.addresses.length] ?? '';
    const answer = await postGraphql(address, body, this.key);
    if (answer?.data && !answer.errors) return answer.data;
    const reason = answer === null ? 'NETWORK' : codeOf(answer);
    if (!WORTH_REPEATING.test(reason)) throw new Error(`Refused: ${JSON.stringify(answer)}`);
    this.record.repeated.set(reason, (this.record.repeated.get(reason) ?? 0) + 1);
    return null;
  }
}

function codeOf({ errors }: GraphqlAnswer): string {
  return errors?.[0]?.extensions?.code ?? 'no code';
}

/** @returns null when no whole answer came */
export async function postGraphql(
  address: string,
  body: string,
  key: string,
): Promise<GraphqlAnswer | null> {
  try {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body,
    });
    return (await response.json()) as GraphqlAnswer;
  } catch {
    return null;
  }
}
