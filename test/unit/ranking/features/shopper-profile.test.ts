import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../../../../src/catalog/product.types';
import type { EventKind } from '../../../../src/feedback/shopper-event.types';
import { FactsReader } from '../../../../src/ranking/features/product-facts';
import { profileOf, shopperEvidence } from '../../../../src/ranking/features/shopper-profile';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { asEpochMs } from '../../../../src/shared/clock';
import { ASKED_AT } from '../../../support/a-ranking-question';
import { plain } from '../../../support/plain-product';

const reader = new FactsReader(new Analyzer(new JiebaSegmenter()));
const WEEK_MS = 7 * 24 * 3_600_000;

const did = (kind: EventKind, product: Product, agoMs = 0) => ({
  item: { sku: product.sku, kind, at: asEpochMs(ASKED_AT - agoMs) },
  facts: reader.factsOf(product),
});

const camera = plain({
  sku: 'camera',
  brand: 'Acme',
  categories: [['Photo', 'Cameras']],
  price: { amount: 99, currency: 'EUR' },
});
const saw = plain({ sku: 'saw', brand: 'Harbour', categories: [['Tools']] });

describe('shopperEvidence', () => {
  const of = (product: Product, ...recent: readonly ReturnType<typeof did>[]) =>
    shopperEvidence(reader.factsOf(product), profileOf(recent, ASKED_AT));

  it('weighs what was done by what it says, and half as much a week later', () => {
    // A cart says as much as four views; a week ago, as two.
    const evidence = of(camera, did('ADD_TO_CART', camera, WEEK_MS), did('VIEW', saw));

    expect(evidence.brand).toBeCloseTo(2 / 3, 12);
    expect(evidence.department).toBeCloseTo(2 / 3, 12);
    expect(evidence.seen).toBeCloseTo(Math.log(3), 12);
  });

  it('goes by departments at the root, and by the ratio of prices', () => {
    const lens = plain({
      sku: 'lens',
      categories: [['Photo', 'Lenses']],
      price: { amount: 199, currency: 'EUR' },
    });

    const evidence = of(lens, did('VIEW', camera));

    expect(evidence).toMatchObject({ brand: NaN, department: 1, seen: 0 });
    expect(evidence.priceDistance).toBeCloseTo(Math.log(2), 12);
  });

  it('knows nothing of strangers, nor of whoever only disliked', () => {
    const nothing = { brand: NaN, department: NaN, priceDistance: NaN, seen: NaN };

    expect(of(camera)).toEqual(nothing);
    expect(of(camera, did('DISLIKE', camera))).toEqual(nothing);
  });

  it('does not count what lies in the future more than what happens now', () => {
    const ahead = of(camera, did('VIEW', camera, -52 * WEEK_MS), did('VIEW', saw));

    expect(ahead.brand).toBeCloseTo(0.5, 12);
  });

  it('cannot compare prices when none is known', () => {
    expect(of(camera, did('VIEW', saw)).priceDistance).toBeNaN();
    expect(of(saw, did('VIEW', camera)).priceDistance).toBeNaN();
  });
});
