import type { Product } from '../../src/catalog/product.types';
import { codesOf, isOneCode } from '../../src/search/understanding/codes-of';
import type { UnderstoodQuery } from '../../src/search/understanding/understood-query.types';
import type { RankingQuestion } from '../../src/search/hit-ranker.port';
import type { KeywordHit } from '../../src/search/keyword-engine.port';
import { asEpochMs } from '../../src/shared/clock';

/** When the questions of tests are asked. */
export const ASKED_AT = asEpochMs(Date.UTC(2026, 5, 1));

/** What a text of plain words means, without corrections, synonyms or stop words. */
export function aQuery(text: string, facts: Partial<UnderstoodQuery> = {}): UnderstoodQuery {
  const words = text.toLowerCase().split(' ');
  return {
    terms: words.map((word) => ({ word, alternatives: [[word]] })),
    codes: codesOf(text),
    isOneCode: isOneCode(text),
    wordFrequencies: new Map(words.map((word) => [word, 10])),
    normalizedText: words.join(' '),
    searchedText: text,
    corrections: [],
    didYouMean: null,
    ignoredWords: [],
    ...facts,
  };
}

/** A hit as an engine hands it out that keeps products at hand. */
export function aHit(product: Product, facts: Partial<KeywordHit> = {}): KeywordHit {
  const { sku, updatedAt: version } = product;
  return { sku, product, version, score: 1, tier: 0, sortKey: [sku], ...facts };
}

/** A ranker is asked about these products, found in this order with falling scores. */
export function aRankingQuestion(
  text: string,
  products: readonly Product[],
  facts: Partial<RankingQuestion> = {},
): RankingQuestion {
  return {
    query: aQuery(text),
    mode: 'NEURAL',
    candidates: products.map((product, place) => aHit(product, { score: 10 / (1 + place) })),
    neighbours: [],
    total: products.length,
    shopper: null,
    session: null,
    at: ASKED_AT,
    ...facts,
  };
}
