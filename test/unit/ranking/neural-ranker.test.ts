import { scoreRows } from '../../../ml-models/reranker/score-rows';
import { featureMatrix, type FeatureMatrix } from '../../../src/ranking/feature-matrix';
import type {
  CandidateFeatures,
  FeatureBuilder,
} from '../../../src/ranking/features/feature-builder.port';
import { NeuralRanker } from '../../../src/ranking/neural-ranker';
import type {
  NeighbourQuestion,
  RankedHits,
  RankingQuestion,
} from '../../../src/search/hit-ranker.port';
import type { KeywordHit } from '../../../src/search/keyword-engine.port';
import type { ScoredSku } from '../../../src/search/semantic/fuse';
import type { SemanticSpaces } from '../../../src/search/semantic/semantic-spaces.port';
import { asEncoderId } from '../../../src/search/semantic/text-encoder.port';
import type { NearestRequest } from '../../../src/search/semantic/vector-index.port';
import type { EncoderSlot } from '../../../src/search/semantic/vector-store.port';
import type { UnderstoodQuery } from '../../../src/search/understanding/understood-query.types';
import { asEpochMs } from '../../../src/shared/clock';
import { Deadline, systemStopwatch } from '../../../src/shared/deadline';
import { asSku } from '../../../src/shared/ids';
import { aProduct } from '../../support/a-product';
import { freshSqlite } from '../../support/databases';
import { randomRanker, randomRows } from '../../support/random-ranker';
import {
  idOf,
  openServedModels,
  SERVED_FEATURES,
  SERVED_SET,
  type ServedModels,
} from '../../support/served-models';

const COLUMNS = SERVED_FEATURES.length;

const QUERY: UnderstoodQuery = {
  terms: [{ word: 'lamp', alternatives: [['lamp']] }],
  codes: [],
  isOneCode: false,
  wordFrequencies: new Map(),
  normalizedText: 'lamp',
  searchedText: 'lamp',
  corrections: [],
  didYouMean: null,
  ignoredWords: [],
};

function hit(sku: string, facts: Partial<KeywordHit> = {}): KeywordHit {
  return { sku: asSku(sku), product: null, version: null, by: 'WORDS', score: 1, tier: 0, sortKey: [], ...facts }; // prettier-ignore
}

const HITS = Array.from({ length: 20 }, (_, place) => hit(`p${place}`, { score: 20 - place }));

function asked(facts: Partial<RankingQuestion> = {}): RankingQuestion {
  return {
    query: QUERY,
    mode: 'NEURAL',
    candidates: HITS,
    neighbours: [],
    total: 20,
    shopper: null,
    session: null,
    at: asEpochMs(0),
    ...facts,
  };
}

/** Features of chance for each list, or whatever a test makes it do. */
class ChanceFeatures implements FeatureBuilder {
  built: FeatureMatrix[] = [];
  answer: (known: CandidateFeatures) => Promise<CandidateFeatures> = (known) =>
    Promise.resolve(known);

  foresee(): void {
    // Chance knows nobody.
  }

  build({ candidates }: RankingQuestion): Promise<CandidateFeatures> {
    const matrix = randomRows(this.built.length + 1, candidates.length, COLUMNS);
    this.built.push(matrix);
    const products = candidates.map(({ sku }) => aProduct({ sku }));
    return this.answer({ matrix, products });
  }
}

describe('a neural ranker', () => {
  const databases = freshSqlite();
  let world: ServedModels;
  let builder: ChanceFeatures;
  let ranker: NeuralRanker;
  /** Which slots have vectors, and what is near. */
  let slots: EncoderSlot[];
  let nearest: (request: NearestRequest) => Promise<readonly ScoredSku[]>;
  let near: NearestRequest[];

  const spaces: SemanticSpaces = {
    serving: (slot) =>
      slots.includes(slot)
        ? {
            encoder: asEncoderId(slot),
            types: null,
            queryVector: async () => Float32Array.of(1, 0),
          }
        : null,
  };

  function open(settings: { deadlineMs?: number; vectorShare?: number } = {}): NeuralRanker {
    return new NeuralRanker({
      models: world.live,
      builder,
      features: SERVED_FEATURES.map((name) => ({
        name,
        group: 'PRODUCT',
        meaning: name,
        inWords: (value) => (value === null ? `${name} is not known` : `${name} is ${value}`),
      })),
      featureSet: SERVED_SET,
      spaces,
      vectors: {
        nearest: (request) => {
          near.push(request);
          return nearest(request);
        },
      },
      settings: { window: 50, deadlineMs: 5000, vectorShare: 0.3, ...settings },
      stopwatch: systemStopwatch,
      logger: world.live['parts'].logger,
    });
  }

  beforeEach(async () => {
    world = await openServedModels(await databases.open());
    builder = new ChanceFeatures();
    slots = [];
    near = [];
    nearest = () => Promise.resolve([]);
    ranker = open();
  });

  afterEach(() => world.live.close());

  async function serve(seed: number): Promise<void> {
    await world.promote(seed);
    await world.live.lookAgain();
  }

  const orderOf = ({ hits }: RankedHits): readonly string[] => hits.map(({ hit: { sku } }) => sku);
  const KEYWORD_ORDER = HITS.map(({ sku }) => String(sku));
  const warnings = () => world.logged.filter(({ level }) => level === 'warn');

  it('orders candidates by what the model makes of their features', async () => {
    await serve(1);
    const ranked = await ranker.rank(asked());
    const scores = scoreRows(
      randomRanker(1),
      builder.built[0] ?? featureMatrix(1, new Float32Array()),
    );
    const expected = HITS.map(({ sku }, row) => ({ sku, score: scores[row] ?? 0 })).sort((a, b) => b.score - a.score); // prettier-ignore
    expect(orderOf(ranked)).toEqual(expected.map(({ sku }) => sku));
    ranked.hits.forEach(({ score, product, hit: { sku } }, place) => {
      expect(score).toBeCloseTo(expected[place]?.score ?? NaN, 4);
      expect(product?.sku).toBe(sku);
    });
    expect(ranked).toMatchObject({ model: idOf(1), degraded: false });
  });

  it('hands out what it knew of a page, in the order shown', async () => {
    await serve(1);
    const ranked = await ranker.rank(asked());
    const page = ranked.featuresOf(3, 6);
    const { values } = builder.built[0] ?? featureMatrix(1, new Float32Array());
    const rows = orderOf(ranked)
      .slice(3, 6)
      .map((sku) => KEYWORD_ORDER.indexOf(sku));
    expect(page).toEqual({
      featureSet: SERVED_SET,
      columns: COLUMNS,
      model: idOf(1),
      values: Float32Array.from(rows.flatMap((row) => [...values.slice(row * COLUMNS, (row + 1) * COLUMNS)])),
    }); // prettier-ignore
  });

  it('keeps keyword order without a model, and knows the features all the same', async () => {
    const ranked = await ranker.rank(asked());
    expect(orderOf(ranked)).toEqual(KEYWORD_ORDER);
    expect(ranked).toMatchObject({ model: null, degraded: false });
    expect(ranked.featuresOf(0, 20)?.values).toEqual(builder.built[0]?.values);
    expect(ranked.hits[0]?.explain()).toEqual({
      stages: [{ stage: 'KEYWORD', position: 1, score: 20 }],
      model: null,
      baseline: null,
      contributions: [],
    });
  });

  it('ranks nothing at all without a word', async () => {
    await serve(1);
    const ranked = await ranker.rank(asked({ candidates: [] }));
    expect(ranked).toMatchObject({ hits: [], degraded: false });
    expect(builder.built).toEqual([]);
  });

  it('knows only whole models: those who score as one changes are scored by one', async () => {
    await serve(1);
    let changeOver: Promise<void> | null = null;
    builder.answer = async (known) => {
      changeOver ??= serve(2);
      await changeOver;
      return known;
    };
    const ranked = await ranker.rank(asked());
    expect(ranked.model).toBe(idOf(1));
    const scores = scoreRows(
      randomRanker(1),
      builder.built[0] ?? featureMatrix(1, new Float32Array()),
    );
    const highest = Math.max(...scores);
    expect(ranked.hits[0]?.score).toBeCloseTo(highest, 4);
    expect((await ranker.rank(asked())).model).toBe(idOf(2));
    // The first one has let its memory go by now, and still explains what it did.
    expect(ranked.hits[0]?.explain().model).toBe(idOf(1));
  });

  describe('when something goes wrong', () => {
    const never = (): Promise<never> => new Promise(() => undefined);

    it.each<[string, FeatureBuilder['build']]>([
      ['features come too late', never],
      ['features fail', () => Promise.reject(new Error('no features'))],
    ])('lets keyword order stand, and says so: %s', async (name, build) => {
      await serve(1);
      ranker = open({ deadlineMs: 30 });
      builder.answer = () => build(asked());
      for (let times = 0; times < 3; times += 1) {
        const ranked = await ranker.rank(asked());
        expect(orderOf(ranked)).toEqual(KEYWORD_ORDER);
        expect(ranked).toMatchObject({ model: null, degraded: true });
        expect(ranked.featuresOf(0, 5)).toBeNull();
      }
      const isLate = name.includes('late');
      expect(ranker.status()).toMatchObject({ pages: 3, tooLate: isLate ? 3 : 0, failures: isLate ? 0 : 3 }); // prettier-ignore
      expect(warnings()).toHaveLength(1);
    });

    it('takes no more than half of what the request has left', async () => {
      await serve(1);
      builder.answer = never;
      const deadline = Deadline.after(400, systemStopwatch);
      const ranked = await ranker.rank(asked(), deadline);
      expect(ranked.degraded).toBe(true);
      expect(deadline.remainingMs()).toBeGreaterThan(0);
    });

    it('is not degraded where no model serves, whatever fails', async () => {
      builder.answer = () => Promise.reject(new Error('no features'));
      expect(await ranker.rank(asked())).toMatchObject({ model: null, degraded: false });
    });

    it('is degraded where the only model cannot be used', async () => {
      await world.add(1, { featureSet: 'set-0' });
      await serve(1);
      const ranked = await ranker.rank(asked());
      expect(ranked).toMatchObject({ model: null, degraded: true });
      expect(ranked.featuresOf(0, 1)).not.toBeNull();
    });

    it('does without neighbours that cannot be had', async () => {
      slots = ['sentence'];
      nearest = () => Promise.reject(new Error('no vectors'));
      expect(await ranker.neighbours(near1)).toEqual([]);
      nearest = never;
      ranker = open({ deadlineMs: 20 });
      expect(await ranker.neighbours(near1)).toEqual([]);
      expect(ranker.status()).toMatchObject({ tooLate: 1 });
    });
  });

  const near1: NeighbourQuestion = {
    query: QUERY,
    mode: 'NEURAL',
    filter: { op: 'brand', anyOf: ['HP'] },
    unavailable: 'HIDE',
    shopper: null,
    session: null,
  };

  describe('and its neighbours', () => {
    it.each<[EncoderSlot[], NeighbourQuestion['mode'], string | null]>([
      [[], 'NEURAL', null],
      [['catalogue'], 'NEURAL', null],
      [['catalogue'], 'HYBRID', 'catalogue'],
      [['catalogue', 'sentence'], 'HYBRID', 'sentence'],
      [['catalogue', 'sentence'], 'NEURAL', 'sentence'],
    ])('with %j serving, %s looks in %s', async (serving, mode, encoder) => {
      slots = serving;
      const found = [{ sku: asSku('a'), score: 0.5 }];
      nearest = () => Promise.resolve(found);
      expect(await ranker.neighbours({ ...near1, mode })).toEqual(encoder === null ? [] : found);
      expect(near.map((request) => String(request.encoder))).toEqual(encoder === null ? [] : [encoder]); // prettier-ignore
      for (const { filter, unavailable, limit } of near)
        expect([filter, unavailable, limit]).toEqual([near1.filter, 'HIDE', 50]);
    });

    it('has none for a code', async () => {
      slots = ['sentence'];
      expect(await ranker.neighbours({ ...near1, query: { ...QUERY, isOneCode: true } })).toEqual(
        [],
      );
      expect(near).toEqual([]);
    });
  });

  describe('and what is not for a model to decide', () => {
    it('keeps behind what is to stay behind', async () => {
      await serve(1);
      const candidates = HITS.map((one, place) => ({ ...one, behind: place % 3 === 0 }));
      const ranked = await ranker.rank(asked({ candidates }));
      const behind = ranked.hits.map(({ hit: one }) => one.behind);
      expect(behind).toEqual([...behind].sort((a, b) => Number(a) - Number(b)));
      const scores = ranked.hits.map(({ score }) => score);
      const available = scores.slice(0, behind.indexOf(true));
      expect(available).toEqual([...available].sort((a, b) => b - a));
    });

    it('shows the product of a code first to whoever types nothing else', async () => {
      await serve(1);
      const candidates = HITS.map((one, place) => (place === 19 ? { ...one, by: 'CODE' as const } : one)); // prettier-ignore
      const query = { ...QUERY, isOneCode: true };
      expect(orderOf(await ranker.rank(asked({ candidates, query })))[0]).toBe('p19');
      const all = await Promise.all([1, 2, 3].map(() => ranker.rank(asked({ candidates }))));
      expect(all.some((ranked) => orderOf(ranked)[0] !== 'p19')).toBe(true);
    });
  });

  describe('in HYBRID', () => {
    const neighbours = ['p9', 'p3', 'far', 'elsewhere'].map((sku, place) => ({ sku: asSku(sku), score: 0.9 - place / 10 })); // prettier-ignore
    const candidates = [...HITS.slice(0, 10), hit('far', { by: 'ALSO', tier: 1, score: 15 })];
    const question = asked({ mode: 'HYBRID', candidates, neighbours });

    it('fuses words and vectors, whatever model serves', async () => {
      await serve(1);
      const share = 0.6;
      const ranked = await open({ vectorShare: share }).rank(question);
      expect(ranked).toMatchObject({ model: null, degraded: false });
      // Worked out by hand: words from 20 (1) to 11 (0); cosines .9 (1), .8 (.5), .7 (0).
      const words = (place: number) => ((1 - share) * (9 - place)) / 9;
      const scores = new Map(
        HITS.slice(0, 10).map(({ sku }, place) => [String(sku), words(place)]),
      );
      scores
        .set('p9', share)
        .set('p3', words(3) + share / 2)
        .set('far', 0);
      const expected = [...scores].sort((a, b) => b[1] - a[1]).map(([sku]) => sku);
      expect(orderOf(ranked)).toEqual(expected);
      expect(ranked.hits[0]?.score).toBeCloseTo(Math.max(...scores.values()), 6);
    });

    it('is keyword order with no share, and that of the vectors with all of it', async () => {
      const words = await open({ vectorShare: 0 }).rank(question);
      expect(orderOf(words)).toEqual([...KEYWORD_ORDER.slice(0, 10), 'far']);
      const vectors = await open({ vectorShare: 1 }).rank(question);
      expect(orderOf(vectors).slice(0, 3)).toEqual(['p9', 'p3', 'far']);
    });

    it('leaves products of a code first', async () => {
      const coded = [...candidates, hit('coded', { by: 'CODE', score: 0 })];
      expect(orderOf(await ranker.rank({ ...question, candidates: coded }))[0]).toBe('coded');
    });

    it('explains itself by places and scores', async () => {
      const ranked = await ranker.rank(question);
      const stagesOf = (sku: string) =>
        ranked.hits.find(({ hit: one }) => one.sku === sku)?.explain().stages;
      expect(stagesOf('p3')).toEqual([
        { stage: 'KEYWORD', position: 4, score: 17 },
        { stage: 'VECTORS', position: 2, score: 0.8 },
      ]);
      expect(stagesOf('far')).toEqual([
        { stage: 'KEYWORD', position: null, score: null },
        { stage: 'VECTORS', position: 3, score: 0.9 - 2 / 10 },
      ]);
      expect(stagesOf('p0')?.[1]).toEqual({ stage: 'VECTORS', position: null, score: null });
    });
  });

  it('explains by contributions that add up to the difference from the typical candidate', async () => {
    await serve(1);
    const ranked = await ranker.rank(asked());
    const matrix = builder.built[0] ?? featureMatrix(1, new Float32Array());
    const typical = Float32Array.from({ length: COLUMNS }, (_, column) => {
      const known = HITS.map((_hit, row) => matrix.values[row * COLUMNS + column] ?? NaN).filter(Number.isFinite); // prettier-ignore
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    });
    const [baseline = NaN] = scoreRows(randomRanker(1), featureMatrix(COLUMNS, typical));
    ranked.hits.forEach((one, place) => {
      const explanation = one.explain();
      expect(explanation.stages.at(-1)).toEqual({ stage: 'RERANKER', position: place + 1, score: one.score }); // prettier-ignore
      const { contributions } = explanation;
      const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
      expect(explanation.baseline).toBeCloseTo(baseline, 3);
      expect(sum).toBeCloseTo(one.score - (explanation.baseline ?? NaN), 9);
      const sizes = contributions.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      const row = KEYWORD_ORDER.indexOf(one.hit.sku);
      for (const { feature, value, words } of contributions) {
        const known = matrix.values[row * COLUMNS + SERVED_FEATURES.indexOf(feature)] ?? NaN;
        expect(value).toBe(Number.isFinite(known) ? known : null);
        expect(words).toBe(value === null ? `${feature} is not known` : `${feature} is ${value}`);
      }
    });
  });

  it('lets challengers rank what shoppers were shown', async () => {
    await world.promote(1);
    await world.shadow(2);
    await world.live.lookAgain();
    const before = world.live.status().shadows[0]?.activity.lists ?? 0;
    await ranker.rank(asked());
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(world.live.status().shadows[0]?.activity.lists).toBe(before + 1);
  });
});
