import { scoreRows } from '../../ml-models/reranker/score-rows';
import { trainRanker } from '../../ml-models/reranker/train-ranker';
import type { Ranker } from '../../ml-models/reranker/ranker.types';
import { processEngine } from '../../ml-models/runtime/open-engine';
import { CatalogueEncoder } from '../../ml-models/text-encoder/catalogue-encoder';
import { fitCatalogueEncoder } from '../../ml-models/text-encoder/fit-catalogue-encoder';
import { svdHere } from '../../ml-models/text-encoder/svd-in-worker';
import { SQLITE_FIELD_WEIGHTS } from '../../src/adapters/keyword-sqlite/default-field-weights';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { AttributeValue, Product } from '../../src/catalog/product.types';
import { ndcgAt } from '../../src/evaluation/ndcg';
import { meanOf } from '../../src/evaluation/statistics';
import { CatalogueFeatureBuilder } from '../../src/ranking/features/catalogue-feature-builder';
import { FEATURE_NAMES, KEYWORD_PRIOR } from '../../src/ranking/features/features';
import type { FeatureMatrix } from '../../src/ranking/feature-matrix';
import { Analyzer } from '../../src/search/analysis/analyzer';
import type { SemanticSpaces } from '../../src/search/semantic/semantic-spaces.port';
import { asEncoderId } from '../../src/search/semantic/text-encoder.port';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logger';
import { SeededRandom } from '../../src/shared/seeded-random';
import { aQuery, aRankingQuestion } from '../support/a-ranking-question';
import { aRequest } from '../support/keyword-requests';
import { plain } from '../support/plain-product';
import { sqliteKeywordWorlds } from '../support/sqlite-keyword-world';

/**
 * A shop where words do not tell: whoever types the name of a kind of thing finds 12 of that kind and one each of 6 sorts of extras that
 * go with it. For every other kind it is the extras whose titles are short, so that keyword search puts them first; for the rest it is
 * the things. Only the attributes tell what a product is, and no two sorts of product have one in common.
 */
const KINDS = 30;
const THINGS = 12;
const EXTRAS = 6;

const analyzer = new Analyzer(new JiebaSegmenter());

/** A word that means nothing and has no other form. */
const nameOf = (kind: number): string => `kind${kind}`;

function aShop(random: SeededRandom): readonly Product[] {
  const filler = () => `word${random.below(300)}`;
  const attributes = (of: string): Record<string, AttributeValue> =>
    Object.fromEntries(
      [0, 1, 2, 3].map((n) => [`${of}_${n}`, { kind: 'number', value: random.below(9) }]),
    );
  const title = (kind: number, isLong: boolean): string => {
    const name = nameOf(kind);
    const short = [filler(), filler(), name];
    return (isLong ? [...short, filler(), filler(), filler()] : short).join(' ');
  };
  return Array.from({ length: KINDS }, (_, kind) => kind).flatMap((kind) => {
    const misleads = kind % 2 === 0;
    const things = Array.from({ length: THINGS }, (_, n) =>
      plain({
        sku: `thing-${kind}-${n}`,
        title: title(kind, misleads),
        attributes: attributes(`thing${kind}`),
      }),
    );
    const extras = Array.from({ length: EXTRAS }, (_, n) =>
      plain({
        sku: `extra-${kind}-${n}`,
        title: title(kind, !misleads),
        attributes: attributes(`extra${n}`),
      }),
    );
    return [...things, ...extras];
  });
}

interface JudgedList {
  readonly matrix: FeatureMatrix;
  readonly grades: readonly number[];
}

describe('a ranker over the features of the catalogue', () => {
  const open = sqliteKeywordWorlds();

  /** What is found for the name of each kind, and judged by what it is. */
  async function lists(telling: 'TYPES' | 'NOTHING'): Promise<readonly JudgedList[]> {
    const products = aShop(new SeededRandom(1));
    const world = await open(SQLITE_FIELD_WEIGHTS);
    await world.put(products);
    const spaces = telling === 'TYPES' ? await typeSpace(products) : { serving: () => null };
    const builder = new CatalogueFeatureBuilder({
      engine: world.engine,
      products: world.store,
      analyzer,
      spaces,
      vectors: { vectorsOf: async () => new Map() },
      priors: {
        products: products.length,
        priorsOf: () => ({ clickRate: NaN, purchaseRate: NaN, popularity: NaN }),
      },
      history: { recent: async () => [] },
      clock: systemClock,
      logger: silentLogger,
    });
    const judged: JudgedList[] = [];
    for (let kind = 0; kind < KINDS; kind += 1) {
      const query = aQuery(nameOf(kind));
      const request = { query: { ...query, tiers: [[0]] }, limit: 100, bare: true };
      const { hits: candidates } = await world.engine.search(aRequest(request));
      const { matrix } = await builder.build({ ...aRankingQuestion('', []), query, candidates });
      judged.push({ matrix, grades: candidates.map(({ sku }) => (sku.startsWith('thing') ? 3 : 0)) }); // prettier-ignore
    }
    return judged;
  }

  async function typeSpace(products: readonly Product[]): Promise<SemanticSpaces> {
    const parts = await fitCatalogueEncoder(
      async function* () {
        yield* products;
      },
      { analyzer, seed: 1, now: systemClock(), textRank: 4 },
      { runSvd: svdHere, signal: new AbortController().signal, onProgress: () => undefined },
    );
    const encoder = new CatalogueEncoder(asEncoderId('world'), parts, analyzer);
    const queryVector = async () => new Float32Array(encoder.dimensions);
    return {
      serving: (slot) =>
        slot === 'catalogue' ? { encoder: encoder.id, types: encoder, queryVector } : null,
    };
  }

  async function trained(judged: readonly JudgedList[]): Promise<Ranker> {
    const offered = judged.map(({ matrix, grades }) => ({
      matrix,
      gains: grades.map((grade) => 2 ** grade - 1),
    }));
    const options = { features: FEATURE_NAMES, prior: KEYWORD_PRIOR, seed: 1, members: 1 };
    return (await trainRanker(await processEngine(), offered, options)).ranker;
  }

  const quality = (
    judged: readonly JudgedList[],
    scoresOf: (list: JudgedList) => ArrayLike<number>,
  ) =>
    meanOf(
      judged.map((list) => {
        const scores = scoresOf(list);
        const order = [...list.grades.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
        return ndcgAt(10, order.map((row) => list.grades[row] ?? 0), list.grades); // prettier-ignore
      }),
    );

  const learntOn = async (judged: readonly JudgedList[]) => {
    const ranker = await trained(judged.slice(0, KINDS / 2));
    return quality(judged.slice(KINDS / 2), ({ matrix }) => scoreRows(ranker, matrix));
  };

  it('finds the kind that was asked for among kinds it has never seen', async () => {
    const judged = await lists('TYPES');

    // Half of the searches begin with six extras.
    const byWords = quality(judged, ({ grades }) => grades.map((_, row) => -row));
    expect(byWords).toBeLessThan(0.8);
    expect(await learntOn(judged)).toBeGreaterThan(0.98);
  });

  it('cannot do so by words alone', async () => {
    expect(await learntOn(await lists('NOTHING'))).toBeLessThan(0.9);
  });
});
