import fc from 'fast-check';
import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../../../../src/catalog/product.types';
import {
  CatalogueFeatureBuilder,
  type FeatureBuilderParts,
} from '../../../../src/ranking/features/catalogue-feature-builder';
import { FEATURE_NAMES } from '../../../../src/ranking/features/features';
import type { HistoryItem } from '../../../../src/ranking/features/shopper-history.port';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { unit } from '../../../../src/search/semantic/vector-math';
import { asEncoderId } from '../../../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { Deadline } from '../../../../src/shared/deadline';
import { hashText } from '../../../../src/shared/hash-text';
import { asShopperId, asSku, type Sku } from '../../../../src/shared/ids';
import { silentLogger } from '../../../../src/shared/logger';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { aRankingQuestion, ASKED_AT } from '../../../support/a-ranking-question';
import { plain } from '../../../support/plain-product';

const analyzer = new Analyzer(new JiebaSegmenter());
const COLUMNS = FEATURE_NAMES.length;

/** A vector that depends on the text alone. */
function vectorOf(text: string, dimensions: number): Float32Array {
  const random = new SeededRandom(hashText(text));
  return unit(Array.from({ length: dimensions }, () => random.normal(0, 1)));
}

/** One space for each slot, in which every SKU and text has a place. */
const spaces: FeatureBuilderParts['spaces'] = {
  serving: (slot) => ({
    encoder: asEncoderId(slot),
    types:
      slot === 'sentence'
        ? null
        : { typeDimensions: 4, typeVectorOf: ({ sku }) => vectorOf(sku, 4) },
    queryVector: async (text) => vectorOf(text, 8),
  }),
};
const vectors: FeatureBuilderParts['vectors'] = {
  vectorsOf: async (encoder, skus) =>
    new Map(skus.map((sku) => [sku, vectorOf(`${encoder} ${sku}`, 8)])),
};

function aBuilder(products: readonly Product[], facts: Partial<FeatureBuilderParts> = {}) {
  const bySku = new Map<Sku, Product>(products.map((product) => [product.sku, product]));
  return new CatalogueFeatureBuilder({
    engine: {
      productsOf: async (skus) => {
        const found = skus.map((sku) => bySku.get(sku)).filter((product) => product !== undefined);
        return new Map(found.map((product) => [product.sku, product]));
      },
    },
    products: { findBySkus: async () => new Map<Sku, Product>() },
    analyzer,
    spaces,
    vectors,
    priors: {
      products: 100,
      priorsOf: () => ({ clickRate: 0.1, purchaseRate: NaN, popularity: 3 }),
    },
    history: { recent: async () => [] },
    clock: () => asEpochMs(0),
    logger: silentLogger,
    ...facts,
  });
}

const SHOP = [
  plain({ sku: 'a', title: 'Red laptop', brand: 'Acme', price: { amount: 500, currency: 'EUR' } }),
  plain({ sku: 'b', title: 'Laptop bag for a red laptop', categories: [['Bags']] }),
  plain({ sku: 'c', title: 'Mouse', description: 'Goes with every laptop.' }),
];

const column = (name: string): number => {
  const at = FEATURE_NAMES.indexOf(name);
  if (at < 0) throw new Error(`There is no feature ${name}.`);
  return at;
};

describe('CatalogueFeatureBuilder', () => {
  it('gives a row for each candidate, in their order, and the product with it', async () => {
    const { matrix, products } = await aBuilder(SHOP).build(aRankingQuestion('red laptop', SHOP));

    expect(matrix).toMatchObject({ rows: 3, columns: COLUMNS });
    expect(products).toEqual(SHOP);
    const titleMatch = [0, 1, 2].map((row) => matrix.values[row * COLUMNS + column('title_match')]);
    expect(titleMatch).toEqual([1, 1, 0]);
    const places = [0, 1, 2].map((row) => matrix.values[row * COLUMNS + column('keyword_place')]);
    expect(places).toEqual([1, 10 / 11, 10 / 12].map(Math.fround));
  });

  it('knows every feature that can be known, and nothing that cannot', async () => {
    const shopper = asShopperId('anna');
    const recent: HistoryItem = { sku: asSku('a'), kind: 'CLICK', at: ASKED_AT };
    const builder = aBuilder(SHOP, {
      history: { recent: async ({ shopper: who }) => (who === shopper ? [recent] : []) },
    });
    const [laptop] = SHOP;
    const everything = { neighbours: [{ sku: asSku('a'), score: 0.9 }], shopper };
    const missing = (values: Float32Array) => FEATURE_NAMES.filter((_, at) => Number.isNaN(values[at])); // prettier-ignore

    const known = await builder.build(aRankingQuestion('red laptop', SHOP, everything));
    const stranger = await builder.build(aRankingQuestion('red laptop', laptop ? [laptop] : []));

    // The laptop has no category, nor any date; the shop has no orders.
    const always = ['purchase_rate', 'age', 'shopper_department'];
    expect(missing(known.matrix.values)).toEqual(always);
    expect(new Set(missing(stranger.matrix.values))).toEqual(
      new Set([
        ...always,
        'neighbour_place',
        'type_to_neighbours',
        ...FEATURE_NAMES.filter((name) => name.startsWith('shopper_')),
      ]),
    );
  });

  it('leaves out what fails or does not serve, and says so by NaN', async () => {
    const failing = aBuilder(SHOP, {
      vectors: { vectorsOf: () => Promise.reject(new Error('The vectors are away.')) },
      history: { recent: () => Promise.reject(new Error('The history is away.')) },
    });
    const bare = aBuilder(SHOP, { spaces: { serving: () => null } });
    const question = aRankingQuestion('laptop', SHOP, { shopper: asShopperId('anna') });

    for (const builder of [failing, bare]) {
      const { matrix } = await builder.build(question);
      expect(matrix.values[column('catalogue_to_query')]).toBeNaN();
      expect(matrix.values[column('shopper_brand')]).toBeNaN();
      expect(matrix.values[column('title_match')]).toBe(1);
    }
  });

  it('does not wait longer for a history than it may', async () => {
    const builder = aBuilder(SHOP, { history: { recent: () => new Promise(() => undefined) } });
    const question = aRankingQuestion('laptop', SHOP, { shopper: asShopperId('anna') });

    const { matrix } = await builder.build(
      question,
      Deadline.after(100, () => performance.now()),
    );

    expect(matrix.values[column('title_match')]).toBe(1);
    expect(matrix.values[column('shopper_brand')]).toBeNaN();
  });

  it('knows nothing of a product that is gone, and gives the others their rows', async () => {
    const question = aRankingQuestion('laptop', SHOP);
    const unloaded = question.candidates.map((hit) => ({ ...hit, product: null }));

    const { matrix, products } = await aBuilder(SHOP.slice(0, 2)).build({
      ...question,
      candidates: unloaded,
    });

    expect(products.map((product) => product?.sku ?? null)).toEqual(['a', 'b', null]);
    expect([...matrix.values.slice(2 * COLUMNS)]).toEqual(Array(COLUMNS).fill(NaN));
    expect(matrix.values[column('title_match')]).toBe(1);
  });

  it('gives an empty list for no candidates', async () => {
    const { matrix, products } = await aBuilder([]).build(aRankingQuestion('laptop', []));

    expect(matrix.rows).toBe(0);
    expect(products).toEqual([]);
  });

  describe('whatever is searched for among whatever products', () => {
    const word = fc.constantFrom(
      'red',
      'laptop',
      'bag',
      'for',
      'mouse',
      '4k',
      '耳机',
      'dv7-1211ea',
    );
    const words = fc.array(word, { maxLength: 12 }).map((some) => some.join(' '));
    const product = fc.record({
      title: words,
      description: words,
      brand: fc.option(word),
      amount: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      publishedAt: fc.option(fc.integer({ min: 0, max: 4e12 })),
    });
    const shop = fc.array(product, { minLength: 1, maxLength: 12 }).map((drafts) =>
      drafts.map(({ amount, publishedAt, ...facts }, index) =>
        plain({
          ...facts,
          sku: `p${index}`,
          price: amount === null ? null : { amount, currency: 'EUR' },
          publishedAt: publishedAt === null ? null : asEpochMs(publishedAt),
        }),
      ),
    );
    const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' '));

    it('every feature is a finite number or NaN', async () => {
      await fc.assert(
        fc.asyncProperty(text, shop, async (typed, products) => {
          const { matrix } = await aBuilder(products).build(aRankingQuestion(typed, products));
          expect(matrix.values.filter((value) => Math.abs(value) === Infinity)).toHaveLength(0);
        }),
        { numRuns: 50 },
      );
    });

    it('the same question gives the same bits, whether everything is remembered or nothing is', async () => {
      await fc.assert(
        fc.asyncProperty(text, shop, async (typed, products) => {
          const question = aRankingQuestion(typed, products);
          const unloaded = question.candidates.map((hit) => ({ ...hit, product: null }));
          const builder = aBuilder(products);
          const first = await builder.build(question);
          const again = await builder.build({ ...question, candidates: unloaded });
          const elsewhere = await aBuilder(products).build({ ...question, candidates: unloaded });
          expect(bitsOf(again.matrix.values)).toEqual(bitsOf(first.matrix.values));
          expect(bitsOf(elsewhere.matrix.values)).toEqual(bitsOf(first.matrix.values));
        }),
        { numRuns: 50 },
      );
    });

    it('what is known of a product does not depend on where it stands, but for its place', async () => {
      await fc.assert(
        fc.asyncProperty(text, shop, fc.integer(), async (typed, products, seed) => {
          // With equal scores, no candidate is among the best only because of its place.
          const question = aRankingQuestion(typed, products);
          const level = question.candidates.map((hit) => ({ ...hit, score: 1 }));
          const shuffled = level
            .map((hit) => ({ hit, key: new SeededRandom(hashText(hit.sku) ^ seed).next() }))
            .sort((one, other) => one.key - other.key)
            .map(({ hit }) => hit);

          const [straight, mixed] = await Promise.all([
            aBuilder(products).build({ ...question, candidates: level }),
            aBuilder(products).build({ ...question, candidates: shuffled }),
          ]);

          const differing = shuffled.flatMap(({ sku }, row) => {
            const before = level.findIndex((hit) => hit.sku === sku);
            return FEATURE_NAMES.filter((_, at) => {
              const one = straight.matrix.values[before * COLUMNS + at] ?? 0;
              const other = mixed.matrix.values[row * COLUMNS + at] ?? 0;
              // Sums in another order differ in their last digits.
              return Number.isNaN(one) ? !Number.isNaN(other) : !(Math.abs(one - other) < 1e-5);
            });
          });
          expect(differing.filter((name) => name !== 'keyword_place')).toEqual([]);
        }),
        { numRuns: 50 },
      );
    });
  });
});

function bitsOf(values: Float32Array): readonly number[] {
  return [...new Uint32Array(values.buffer, values.byteOffset, values.length)];
}
