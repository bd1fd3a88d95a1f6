import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { marketOf, productEvidence } from '../../../../src/ranking/features/product-evidence';
import { FactsReader } from '../../../../src/ranking/features/product-facts';
import { UNKNOWN_PRIORS } from '../../../../src/ranking/features/product-priors';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { asEpochMs } from '../../../../src/shared/clock';
import { ASKED_AT } from '../../../support/a-ranking-question';
import { plain, priced } from '../../../support/plain-product';

const reader = new FactsReader(new Analyzer(new JiebaSegmenter()));
const factsOf = (product: ReturnType<typeof plain>) => reader.factsOf(product);
const DAY_MS = 24 * 3_600_000;

describe('productEvidence', () => {
  const market = marketOf([], ASKED_AT);

  it('compares a price with the median of the same currency, and with no other', () => {
    const first = [
      priced('a', 10),
      priced('b', 40),
      priced('c', 1000),
      priced('d', 7, 'CNY'),
      plain({ sku: 'e' }),
    ];
    const usual = marketOf([...first.map(factsOf), null], ASKED_AT);
    const deviation = (product: ReturnType<typeof plain>): number =>
      productEvidence(factsOf(product), UNKNOWN_PRIORS, usual).priceDeviation;

    expect(deviation(priced('x', 81))).toBeCloseTo(Math.log(82 / 41), 12);
    expect(deviation(priced('x', 7, 'CNY'))).toBe(0);
    expect(deviation(priced('x', 7, 'GBP'))).toBeNaN();
    expect(deviation(plain({ sku: 'x' }))).toBeNaN();
  });

  it('takes the middle between the two middle prices of an even number', () => {
    const usual = marketOf([priced('a', 3), priced('b', 15)].map(factsOf), ASKED_AT);

    // ln 4 and ln 16 have the mean ln 8.
    expect(usual.usualPrices.get('EUR')).toBeCloseTo(Math.log(8), 12);
  });

  it('knows how long a product has been there, and no future', () => {
    const age = (publishedAt: number | null): number => {
      const at = publishedAt === null ? null : asEpochMs(publishedAt);
      const facts = factsOf(plain({ sku: 'x', publishedAt: at }));
      return productEvidence(facts, UNKNOWN_PRIORS, market).age;
    };

    expect(age(ASKED_AT - 9 * DAY_MS)).toBeCloseTo(Math.log(10), 12);
    expect(age(ASKED_AT + DAY_MS)).toBe(0);
    expect(age(null)).toBeNaN();
  });

  it('says what is not known by NaN, and what is by numbers', () => {
    const stranger = productEvidence(factsOf(plain({ sku: 'x' })), UNKNOWN_PRIORS, market);
    const known = { clickRate: 0.5, purchaseRate: -0.5, popularity: Math.E - 1 };
    const popular = productEvidence(factsOf(priced('y', 3)), known, market);

    expect(stranger).toMatchObject({
      clickRate: NaN,
      popularity: NaN,
      priceDeviation: NaN,
      available: 1,
    });
    expect(popular).toMatchObject({ clickRate: 0.5, purchaseRate: -0.5, popularity: 1 });
  });

  it('does not let what is disliked fall below what nobody knows', () => {
    const disliked = { clickRate: NaN, purchaseRate: NaN, popularity: -30 };

    expect(productEvidence(factsOf(plain({ sku: 'x' })), disliked, market).popularity).toBe(0);
  });
});
