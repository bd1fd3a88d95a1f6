import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const KEY = 'a-key-of-enough-length';

const SEARCH = `
  query ($input: SearchInput!) {
    search(input: $input) {
      ranking { mode model }
      edges { node { position score explanation {
        stages { stage position score }
        model
        baseline
        contributions { feature value contribution words }
      } } }
    }
  }`;

interface Hit {
  readonly position: number;
  readonly score: number;
  readonly explanation: {
    readonly stages: readonly Readonly<Record<string, unknown>>[];
    readonly contributions: readonly unknown[];
  };
}

describe('the ranking of a search over GraphQL', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway({ TROVE_ADMIN_KEY: KEY });
    await importSmallCatalogue(gateway, { authorization: `Bearer ${KEY}` });
  });

  afterAll(async () => {
    await gateway.close();
  });

  const search = (input: object, authorization?: string) =>
    gateway.ask(SEARCH, { input }, authorization === undefined ? {} : { authorization });

  it.each(['KEYWORD', 'HYBRID', 'NEURAL'])('may be %s for those who hold the key', async (mode) => {
    const { errors } = await search({ text: 'camera', ranking: { mode } }, `Bearer ${KEY}`);
    expect(errors).toEqual([]);
  });

  it.each([undefined, KEY, `Bearer ${KEY}x`])(
    'is the shop’s own for others (%s), who are told what is missing',
    async (authorization) => {
      const { errors } = await search(
        { text: 'camera', ranking: { mode: 'KEYWORD' } },
        authorization,
      );
      expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
      if (authorization === undefined)
        expect(errors[0]?.message).toContain('Choosing how a search is ranked needs the header');
    },
  );

  it('is the shop’s own for everybody when nothing is chosen: words decide until a model serves', async () => {
    const answer = await search({ text: 'camera', ranking: null });
    expect(answer.errors).toEqual([]);
    expect(field(answer, 'search.ranking')).toEqual({ mode: 'KEYWORD', model: null });
  });

  it('can be KEYWORD, and then says so', async () => {
    const answer = await search({ text: 'camera', ranking: { mode: 'KEYWORD' } }, `Bearer ${KEY}`);
    expect(field(answer, 'search.ranking')).toEqual({ mode: 'KEYWORD', model: null });
  });

  it('knows only the three modes', async () => {
    const { status, errors } = await search({ text: 'camera', ranking: { mode: 'MAGIC' } });
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain('MAGIC');
  });

  it('explains every hit: without a model the words decide', async () => {
    const answer = await search({ text: 'camera' });
    const hits = (field(answer, 'search.edges') as readonly { node: Hit }[]).map(
      ({ node }) => node,
    );
    expect(hits.length).toBeGreaterThan(1);
    for (const { position, score, explanation } of hits) {
      expect(explanation.stages[0]).toEqual({ stage: 'KEYWORD', position, score });
      expect(explanation).toMatchObject({ model: null, baseline: null, contributions: [] });
    }
  });

  it('is charged for explanations by the feature', async () => {
    const explained = (first: number) =>
      gateway.ask(
        `query ($first: Int!) { search(input: { text: "camera" }, first: $first) { edges { node { explanation {
          contributions { feature value contribution words } } } } } }`,
        { first },
      );
    expect((await explained(100)).errors).toEqual([]);
    // 100 hits × 40 features × 4 fields are more than 16,000; 130 hits are over the 20,000 that one operation may cost.
    const [error] = (await explained(130)).errors;
    expect(error?.message).toMatch(/cost/i);
  });
});
