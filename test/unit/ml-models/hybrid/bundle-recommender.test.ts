import { BundleLoader } from '../../../../ml-models/hybrid/bundle-loader';
import type { LoadedRecommender } from '../../../../src/recommendation/models/recommender-loader.port';
import type { RecommenderQuestion } from '../../../../src/recommendation/serving-recommender.port';
import { RECOMMENDER_SHELF } from '../../../../src/server/recommender-shelf';
import { asEpochMs } from '../../../../src/shared/clock';
import { Deadline } from '../../../../src/shared/deadline';
import { asModelId, asSku } from '../../../../src/shared/ids';
import { bundleThatKnows } from '../../../support/recommender-bundle';

const loader = new BundleLoader(
  () => new Map(RECOMMENDER_SHELF.map((workshop) => [workshop.name, workshop])),
  { stopwatch: () => performance.now() },
);

describe('a bundle of recommenders', () => {
  let bundle: LoadedRecommender;

  beforeAll(async () => {
    // b1 and b2 follow a equally often.
    const artefact = await bundleThatKnows([
      ['a', 'b2'],
      ['a', 'b1'],
      ['x', 'y'],
    ]);
    bundle = await loader.load(asModelId('one'), artefact);
  });

  afterAll(() => bundle.dispose());

  const question = (facts: Partial<RecommenderQuestion> = {}): RecommenderQuestion => ({
    task: 'NEXT',
    items: [{ sku: asSku('a'), weight: 1, at: asEpochMs(5) }],
    exclude: new Set([asSku('a')]),
    limit: 10,
    now: asEpochMs(10),
    ...facts,
  });
  const skus = async (facts: Partial<RecommenderQuestion> = {}) =>
    (await bundle.rank(question(facts))).map(({ sku }) => sku);

  it('names the best first, ties by SKU, each with who said so and because of what', async () => {
    const answer = await bundle.rank(question());
    expect(answer.map(({ sku }) => sku).slice(0, 2)).toEqual(['b1', 'b2']);
    expect(answer[0]).toMatchObject({ by: 'transitions', because: 'a' });
    expect(answer[0]?.score).toBe(answer[1]?.score);
  });

  it('names no more than asked for, and nothing that is excluded', async () => {
    expect(await skus({ limit: 1 })).toEqual(['b1']);
    expect(await skus({ exclude: new Set(['a', 'b1', 'x'].map(asSku)) })).not.toContain('b1');
  });

  it('passes over products that it does not know, and has nothing to say when it knows none', async () => {
    const gone = { sku: asSku('gone'), weight: 1, at: null };
    const known = { sku: asSku('x'), weight: 1, at: null };
    expect((await skus({ items: [known, gone], exclude: new Set() }))[0]).toBe('y');
    expect(await skus({ items: [gone] })).toEqual([]);
    expect(await skus({ items: [] })).toEqual([]);
    expect([bundle.knows(asSku('x')), bundle.knows(asSku('gone'))]).toEqual([true, false]);
  });

  it('answers what is alike and what goes together without the products asked about', async () => {
    for (const task of ['SIMILAR', 'TOGETHER'] as const) {
      const answer = await bundle.rank(question({ task, exclude: new Set() }));
      expect(answer.length).toBeGreaterThan(0);
      expect(answer.map(({ sku }) => sku)).not.toContain('a');
      const scores = answer.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((one, other) => other - one));
    }
  });

  it('answers questions that come together in one pass, each its own', async () => {
    const before = bundle.activity;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        skus({ items: [{ sku: asSku(at % 2 === 0 ? 'a' : 'x'), weight: 1, at: null }], limit: 1 }),
      ),
    );
    answers.forEach((answer, at) => {
      expect(answer).toEqual([at % 2 === 0 ? 'b1' : 'y']);
    });
    expect(bundle.activity.passes - before.passes).toBe(1);
    expect(bundle.activity.questions - before.questions).toBe(20);
  });

  it('does not begin what nobody waits for, and answers no more once it was let go', async () => {
    let now = 0;
    const deadline = Deadline.after(5, () => now);
    now = 6;
    await expect(bundle.rank(question(), deadline)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    const other = await loader.load(asModelId('two'), await bundleThatKnows([['a', 'b']]));
    const underWay = other.rank(question());
    await other.dispose();
    expect((await underWay)[0]?.sku).toBe('b');
    await expect(other.rank(question())).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
