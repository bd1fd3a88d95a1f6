import { exportEvents } from '../../src/feedback/export-events';
import { field, runGateway, type Answer, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const RECOMMEND = `
  query ($input: RecommendationsInput!, $first: Int! = 10, $after: String) {
    recommendations(input: $input, first: $first, after: $after) {
      recommendationId placement model degraded
      strategies { strategy proposed shown }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node {
        position score strategy product { sku }
        reason { kind words department brand at text product { sku } }
      } }
    }
  }`;
const RECORD = `
  mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { recorded userErrors { message } } }`;

interface Edge {
  readonly cursor: string;
  readonly node: {
    readonly position: number;
    readonly score: number;
    readonly strategy: string;
    readonly product: { readonly sku: string };
    readonly reason: Readonly<Record<string, unknown>>;
  };
}

const CAN_BE_BOUGHT = ['BAG-1', 'CAM-1', 'CAM-2', 'TEE-1', 'ZH-1'];

describe('recommendations over GraphQL', () => {
  let gateway: RunningGateway;
  let events = 0;

  beforeEach(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
    await gateway.trove.refreshBoard();
  });

  afterEach(async () => {
    await gateway.close();
  });

  const recommend = (input: object, page: object = {}): Promise<Answer> =>
    gateway.ask(RECOMMEND, { input, ...page });
  const edgesOf = (answer: Answer): readonly Edge[] => {
    expect(answer.errors).toEqual([]);
    return field(answer, 'recommendations.edges') as Edge[];
  };
  const skusOf = (answer: Answer) => edgesOf(answer).map(({ node }) => node.product.sku);
  const record = async (...facts: readonly object[]): Promise<void> => {
    const given = facts.map((fact) => ({ eventId: `e-${(events += 1)}`, kind: 'VIEW', ...fact }));
    const answer = await gateway.ask(RECORD, { input: { events: given } });
    expect(field(answer, 'recordEvents.userErrors')).toEqual([]);
  };

  it('shows somebody new all that can be bought, each with its strategy and reason', async () => {
    const answer = await recommend({ placement: 'FOR_YOU', sessionId: 'new' });

    const edges = edgesOf(answer);
    expect(skusOf(answer).sort()).toEqual(CAN_BE_BOUGHT);
    expect(edges.map(({ node }) => node.position)).toEqual([1, 2, 3, 4, 5]);
    expect(edges.every(({ node }) => String(node.reason['words']).endsWith('.'))).toBe(true);
    expect(field(answer, 'recommendations')).toMatchObject({
      recommendationId: expect.stringMatching(/^[\w-]{10,}$/) as string,
      placement: 'FOR_YOU',
      model: null,
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
    });
    const shares = field(answer, 'recommendations.strategies') as { shown: number }[];
    expect(shares.reduce((sum, { shown }) => sum + shown, 0)).toBe(5);
  });

  it('shows pages of one list, and nothing twice', async () => {
    const input = { placement: 'FOR_YOU', shopperId: 'anna' };
    const seen: string[] = [];
    const ids = new Set<unknown>();
    let after: unknown = null;
    do {
      const answer = await recommend(input, { first: 2, after });
      seen.push(...skusOf(answer));
      ids.add(field(answer, 'recommendations.recommendationId'));
      after = field(answer, 'recommendations.pageInfo.hasNextPage')
        ? field(answer, 'recommendations.pageInfo.endCursor')
        : null;
    } while (after !== null);

    expect([...seen].sort()).toEqual(CAN_BE_BOUGHT);
    expect(ids.size).toBe(1);
  });

  it('filters as search does', async () => {
    const input = { placement: 'FOR_YOU', filter: { brand: ['Harbour'], price: { max: 80 } } };
    expect(skusOf(await recommend(input))).toEqual(['BAG-1']);
  });

  it('tells when something was looked at', async () => {
    await record({ sku: 'BAG-1', sessionId: 'visit', occurredAt: '2026-05-01T10:00:00Z' });
    const answer = await recommend({ placement: 'RECENTLY_VIEWED', sessionId: 'visit' });

    expect(edgesOf(answer).map(({ node }) => [node.product.sku, node.reason])).toMatchObject([
      [
        'BAG-1',
        {
          kind: 'YOU_VIEWED',
          at: '2026-05-01T10:00:00.000Z',
          words: 'You looked at it on 1 May 2026.',
        },
      ],
    ]);
  });

  describe('what was just done', () => {
    it('counts in the very next answer, and is the shopper’s after the login', async () => {
      const viewed = (input: object) =>
        recommend({ placement: 'RECENTLY_VIEWED', ...input }).then(skusOf);
      await record({ sku: 'BAG-1', sessionId: 'visit' });
      expect(await viewed({ sessionId: 'visit' })).toEqual(['BAG-1']);
      expect(await viewed({ shopperId: 'anna' })).toEqual([]);

      const login = 'mutation { identifyShopper(input: { sessionId: "visit", shopperId: "anna" }) { isTheirs } }'; // prettier-ignore
      await gateway.ask(login);
      expect(await viewed({ shopperId: 'anna' })).toEqual(['BAG-1']);
    });

    it('leaves out what is not wanted, at once and until it is undone', async () => {
      const correct = (list: 'notInterested' | 'undo') =>
        gateway.ask(
          `mutation { correctProfile(input: { shopperId: "anna", ${list}: [{ brand: "Canon" }, { sku: "BAG-1" }] }) { userErrors { message } } }`,
        );
      const shown = async () =>
        skusOf(await recommend({ placement: 'FOR_YOU', shopperId: 'anna' })).sort();

      await correct('notInterested');
      expect(await shown()).toEqual(['CAM-2', 'TEE-1', 'ZH-1']);
      await correct('undo');
      expect(await shown()).toEqual(CAN_BE_BOUGHT);
      await record({ sku: 'ZH-1', kind: 'DISLIKE', shopperId: 'anna' });
      expect(await shown()).toEqual(['BAG-1', 'CAM-1', 'CAM-2', 'TEE-1']);
    });

    it('is joined to the list that led to it, and leaves with the events', async () => {
      const answer = await recommend({ placement: 'FOR_YOU', shopperId: 'anna' });
      const recommendationId = field(answer, 'recommendations.recommendationId') as string;
      const [sku] = skusOf(answer);
      await record({ sku, kind: 'CLICK', shopperId: 'anna', recommendationId, position: 1 });

      const [logged] = await gateway.trove.events.read(0, 10);
      expect(logged?.event).toMatchObject({ sku, recommendationId, position: 1 });
      const lines: string[] = [];
      for await (const line of exportEvents(gateway.trove.events)) lines.push(line);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ sku, recommendationId, position: 1 });
    });

    it('is refused with an attribution id that is too long to be one', async () => {
      const event = {
        eventId: 'e',
        kind: 'CLICK',
        sku: 'BAG-1',
        sessionId: 's',
        recommendationId: 'x'.repeat(65),
      };
      const answer = await gateway.ask(RECORD, { input: { events: [event] } });
      expect(field(answer, 'recordEvents.recorded')).toBe(0);
    });
  });

  describe('bad input', () => {
    it.each([
      ['an unknown placement', { placement: 'SIDEBAR' }, 'BAD_USER_INPUT'],
      ['an unknown product', { placement: 'SIMILAR', product: { sku: 'NOPE' } }, 'UNKNOWN_PRODUCT'],
      ['no product where one is needed', { placement: 'SIMILAR' }, 'INVALID_INPUT'],
      [
        'a basket of 10,000',
        {
          placement: 'BOUGHT_TOGETHER',
          basket: Array.from({ length: 10_000 }, (_, at) => ({ sku: `s-${at}` })),
        },
        'TOO_MANY_ITEMS',
      ],
      [
        'a range upside down',
        { placement: 'FOR_YOU', filter: { price: { min: 9, max: 1 } } },
        'CONTRADICTORY_RANGE',
      ],
      ['a λ beyond 1', { placement: 'FOR_YOU', diversity: 1.5 }, 'INVALID_INPUT'],
      ['a cap of none', { placement: 'FOR_YOU', departmentCap: 0 }, 'INVALID_INPUT'],
      ['a blank shopper', { placement: 'FOR_YOU', shopperId: ' ' }, 'INVALID_INPUT'],
      ['a NUL in a session', { placement: 'FOR_YOU', sessionId: 'a\u0000' }, 'INVALID_INPUT'],
    ])('answers %s with a code', async (_name, input, code) => {
      const { errors, data } = await recommend(input);
      expect(errors[0]?.extensions['code']).toBe(code);
      expect(data?.['recommendations'] ?? null).toBeNull();
    });

    it.each([
      ['a page of none', { first: 0 }, 'INVALID_INPUT'],
      ['a page beyond the limit', { first: 100_000 }, 'PAGE_TOO_LARGE'],
      ['a cursor that nobody gave out', { after: 'abc' }, 'CURSOR_INVALID'],
    ])('answers %s with a code', async (_name, page, code) => {
      const { errors } = await recommend({ placement: 'FOR_YOU' }, page);
      expect([code, 'QUERY_TOO_COSTLY']).toContain(errors[0]?.extensions['code']);
    });

    it('gives a list to a shopper whom nobody knows, and passes over a basket of ghosts', async () => {
      const input = { placement: 'FOR_YOU', shopperId: 'stranger', basket: [{ sku: 'GHOST' }] };
      expect(skusOf(await recommend(input)).sort()).toEqual(CAN_BE_BOUGHT);
    });

    it('shows nothing where the filter leaves nothing', async () => {
      const filter = { and: [{ brand: ['Canon'] }, { not: { brand: ['Canon'] } }] };
      expect(skusOf(await recommend({ placement: 'FOR_YOU', filter }))).toEqual([]);
    });
  });
});
