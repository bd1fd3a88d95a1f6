import { join } from 'node:path';
import { asModelId } from '../../src/shared/ids';
import { addRecommenders, bundleThatKnows } from '../support/recommender-bundle';
import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { temporaryFolder } from '../support/temporary-folder';

const IMPORT =
  'mutation ($input: ImportProductsInput!) { importProducts(input: $input) { created } }';
const RELATED = `
  fragment Related on RecommendationConnection {
    recommendationId placement edges { node { position strategy product { sku } reason { kind words } } }
    pageInfo { hasNextPage endCursor }
  }`;

const names = Array.from({ length: 24 }, (_, at) => `sku-${String(at).padStart(2, '0')}`);

interface Related {
  readonly recommendationId: string;
  readonly edges: readonly {
    readonly node: {
      readonly strategy: string;
      readonly product: { readonly sku: string };
      readonly reason: { readonly kind: string; readonly words: string };
    };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** Shoppers of this shop go from each product to the next one. */
describe('what goes with products, over GraphQL', () => {
  const folder = temporaryFolder();
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway({ TROVE_DATA_DIR: folder.path('data') });
    const products = names.map((sku, at) => ({
      sku,
      title: `Thing ${at}`,
      brand: at % 2 === 0 ? 'Even' : 'Odd',
      categories: [{ path: ['Things'] }],
    }));
    expect((await gateway.ask(IMPORT, { input: { products } })).errors).toEqual([]);
    await gateway.trove.refreshBoard();
    const ways = names.map((sku, at) => [sku, names[(at + 1) % names.length] ?? sku]);
    const file = join(folder.path('data'), 'trove.db');
    await addRecommenders(file, { 'next-by-next': await bundleThatKnows(ways) });
    const promoted = { id: asModelId('next-by-next'), reason: 'a test', force: false };
    await gateway.trove.models.promote(promoted);
    await gateway.trove.recommender.lookAgain();
  });

  afterEach(async () => {
    await gateway.close();
  });

  const activity = () => {
    const champion = gateway.trove.recommender.status().champion;
    if (!champion) throw new Error('Nothing serves.');
    return champion.activity;
  };
  const learnt = ({ edges }: Related) =>
    edges.filter(({ node }) => node.strategy === 'LEARNT').map(({ node }) => node.product.sku);

  it('asks the model once for a whole page of products, and the store and the engine as often as for one', async () => {
    const page = (first: number) =>
      gateway.ask(
        `${RELATED} query ($first: Int!) { products(first: $first) { edges { node { sku similar(first: 3) { ...Related } } } } }`,
        { first },
      );
    const { productStore, keywordEngine } = gateway.trove;
    const counts = [countCalls(productStore, 'findBySkus'), countCalls(keywordEngine, 'search')];
    const callsFor = async (first: number) => {
      const before = { ...activity(), calls: counts.map((count) => count()) };
      const answer = await page(first);
      expect(answer.errors).toEqual([]);
      const after = activity();
      return {
        edges: field(answer, 'products.edges') as { node: { sku: string; similar: Related } }[],
        passes: after.passes - before.passes,
        questions: after.questions - before.questions,
        calls: counts.map((count, at) => count() - (before.calls[at] ?? 0)),
      };
    };

    const one = await callsFor(1);
    const twenty = await callsFor(20);

    expect(twenty.edges).toHaveLength(20);
    for (const { node } of twenty.edges) {
      const place = names.indexOf(node.sku);
      expect(node.similar.edges).toHaveLength(3);
      expect(learnt(node.similar)).toContain(names[(place + 1) % names.length]);
      expect(node.similar.edges.map((edge) => edge.node.product.sku)).not.toContain(node.sku);
    }
    expect(new Set(twenty.edges.map(({ node }) => node.similar.recommendationId)).size).toBe(20);
    expect([twenty.passes, twenty.questions]).toEqual([1, 20 * one.questions]);
    expect(Math.max(...one.calls)).toBeGreaterThan(0);
    for (const [at, calls] of twenty.calls.entries())
      expect(calls).toBeLessThanOrEqual(Math.max(1, one.calls[at] ?? 0));
  });

  it('answers each product with what is asked about it, in words too', async () => {
    const answer = await gateway.ask(
      `${RELATED} {
        product(input: { sku: "sku-03" }) {
          similar(first: 2) { ...Related }
          odd: similar(first: 2, filter: { brand: ["Odd"] }) { ...Related }
          boughtTogether(first: 2) { ...Related }
        }
      }`,
    );

    expect(answer.errors).toEqual([]);
    const { similar, odd, boughtTogether } = field(answer, 'product') as Record<string, Related>;
    expect(similar && learnt(similar)).toContain('sku-04');
    const [first] = similar?.edges ?? [];
    expect(first?.node.reason).toEqual({ kind: 'SIMILAR_TO', words: 'Similar to “Thing 3”.' });
    for (const edge of odd?.edges ?? []) expect(names.indexOf(edge.node.product.sku) % 2).toBe(1);
    expect(odd?.edges).toHaveLength(2);
    expect(boughtTogether).toMatchObject({ placement: 'BOUGHT_TOGETHER' });
    expect(boughtTogether?.edges).toHaveLength(2);
  });

  it('goes on with the list where it ended', async () => {
    const answer = await gateway.ask(
      `${RELATED} { product(input: { sku: "sku-03" }) { similar(first: 2) { ...Related } } }`,
    );
    const first = field(answer, 'product.similar') as Related;
    const next = await gateway.ask(
      `${RELATED} query ($after: String) {
        recommendations(input: { placement: SIMILAR, product: { sku: "sku-03" } }, first: 2, after: $after) { ...Related }
      }`,
      { after: first.pageInfo.endCursor },
    );

    expect(next.errors).toEqual([]);
    const second = field(next, 'recommendations') as Related;
    expect(second.recommendationId).toBe(first.recommendationId);
    const skus = [...first.edges, ...second.edges].map(({ node }) => node.product.sku);
    expect(new Set(skus).size).toBe(4);
  });

  it('keeps the products when what goes with them cannot be answered, and says why', async () => {
    const answer = await gateway.ask(
      `{ products(first: 2) { edges { node { sku similar(filter: { price: { min: 9, max: 1 } }) { recommendationId } } } } }`,
    );

    expect(field(answer, 'products.edges')).toEqual([
      { node: { sku: 'sku-00', similar: null } },
      { node: { sku: 'sku-01', similar: null } },
    ]);
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual([
      'CONTRADICTORY_RANGE',
      'CONTRADICTORY_RANGE',
    ]);
  });

  it('is paid for by what may come', async () => {
    const nested = '{ products(first: 100) { edges { node { similar(first: 100) { edges { node { product { similar(first: 100) { recommendationId } } } } } } } } }'; // prettier-ignore
    const { errors } = await gateway.ask(nested);
    expect(errors[0]?.extensions['code']).toBe('QUERY_TOO_COSTLY');
  });
});

/** From now on counts how often the method is called, which goes on doing what it did. */
function countCalls<Name extends string>(
  on: { [Key in Name]: (...parameters: never[]) => unknown },
  name: Name,
): () => number {
  let calls = 0;
  const method = on[name].bind(on);
  on[name] = (...parameters) => {
    calls += 1;
    return method(...parameters);
  };
  return () => calls;
}
