import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Feedback, ShownPage, VisitedShop, Visitor } from '../../simulation/shop.port';
import { TroveError, quoted } from '../../shared/errors';

const SEARCH = `
  query SimulatedSearch($input: SearchInput!, $first: Int!) {
    search(input: $input, first: $first) {
      searchId
      total { count }
      ranking { mode model }
      degraded
      edges { node { product { sku } } }
    }
  }`;

const RECORD = `
  mutation SimulatedEvents($input: RecordEventsInput!) {
    recordEvents(input: $input) { recorded }
  }`;

const searchAnswer = z.object({
  search: z.object({
    searchId: z.string(),
    total: z.object({ count: z.number() }),
    ranking: z.object({ mode: z.string(), model: z.string().nullable() }),
    degraded: z.array(z.string()),
    edges: z.array(z.object({ node: z.object({ product: z.object({ sku: z.string() }) }) })),
  }),
});

const recordAnswer = z.object({ recordEvents: z.object({ recorded: z.number() }) });

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ retryable: z.boolean().optional() }).optional(),
      }),
    )
    .optional(),
});

/** Pauses before a request that may yet succeed is sent again, in milliseconds. */
const PAUSES_MS = [200, 1000, 3000];

/** A shop behind its public GraphQL API. */
export class GraphqlShop implements VisitedShop {
  /** @param address of the gateway, without `/graphql`, such as `http://127.0.0.1:4000`. */
  constructor(private readonly address: string) {}

  async search(text: string, hits: number, visitor: Visitor): Promise<ShownPage> {
    const input = { text, shopperId: visitor.shopper, sessionId: visitor.session };
    const { search } = searchAnswer.parse(await this.ask(SEARCH, { input, first: hits }));
    return {
      searchId: search.searchId,
      skus: search.edges.map(({ node }) => node.product.sku),
      total: search.total.count,
      ...search.ranking,
      degraded: search.degraded,
    };
  }

  async record({ visitor, page, acts }: Feedback): Promise<number> {
    const events = acts.map(({ kind, position }) => ({
      // A page is shown once, and nobody does the same with the same hit twice.
      eventId: `${page.searchId}-${position}-${kind}`,
      kind,
      sku: page.skus[position - 1],
      shopperId: visitor.shopper,
      sessionId: visitor.session,
      searchId: page.searchId,
      position,
    }));
    const { recordEvents } = recordAnswer.parse(await this.ask(RECORD, { input: { events } }));
    return recordEvents.recorded;
  }

  private async ask(query: string, variables: object): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const { data, errors = [] } = await this.send(query, variables);
      if (errors.length === 0) return data;
      const pauseMs = PAUSES_MS[attempt];
      const mayYetSucceed = errors.every(({ extensions }) => extensions?.retryable === true);
      if (!mayYetSucceed || pauseMs === undefined) throw refused(errors);
      await sleep(pauseMs);
    }
  }

  private async send(query: string, variables: object): Promise<z.infer<typeof answer>> {
    try {
      const response = await fetch(`${this.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return answer.parse(await response.json());
    } catch (error) {
      throw new TroveError(
        'INVALID_INPUT',
        `No gateway of Trove answers at ${quoted(this.address)}. Start one with \`trove serve\`, or name another address with --url.`,
        { address: this.address },
        { cause: error },
      );
    }
  }
}

function refused(errors: readonly { readonly message: string }[]): TroveError {
  const [first] = errors;
  return new TroveError('INVALID_INPUT', `The shop refused: ${first?.message ?? 'nothing said'}`);
}
