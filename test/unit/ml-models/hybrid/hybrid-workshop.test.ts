import { HybridWorkshop, type HybridOptions } from '../../../../ml-models/hybrid/hybrid-workshop';
import { contentWorkshop } from '../../../../ml-models/content/content-workshop';
import { popularityWorkshop } from '../../../../ml-models/popularity/popularity-workshop';
import { transitionWorkshop } from '../../../../ml-models/transitions/transition-workshop';
import type { FitOrder } from '../../../../src/recommendation/learning/recommender-workshop.port';
import { checkerboardWorld } from '../../../support/checkerboard-world';

const shelf = [popularityWorkshop, transitionWorkshop, contentWorkshop];
const defaults: HybridOptions = {
  parts: 'popularity,transitions,content',
  cases: 100,
  partOptions: {},
};
const workshop = new HybridWorkshop(() => shelf, defaults);

const world = checkerboardWorld();
const past = (history: Uint32Array) => ({
  past: Array.from(history, (item) => ({ item, weight: 1, ageMs: null })),
});
const order = (facts: Partial<FitOrder<HybridOptions>> = {}): FitOrder<HybridOptions> => ({
  options: defaults,
  seed: 1,
  validation: null,
  previous: null,
  checkpoints: null,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...facts,
});

describe('the hybrid', () => {
  it('finds the held-out item of every shopper of a checkerboard world, with and without validation cases', async () => {
    for (const validation of [null, world.validation]) {
      const { artefact, metrics } = await workshop.fit(world.lessons, order({ validation }));
      const hybrid = await workshop.read(artefact);
      for (const { history, target } of world.cases) {
        const [scores = new Float32Array()] = await hybrid.score([past(history)]);
        for (const item of history) scores[item] = 0;
        expect(scores.indexOf(Math.max(...scores))).toBe(target);
        expect([...history]).toContain(hybrid.because(past(history), target));
      }
      const alone = Object.entries(metrics).filter(([name]) => name.endsWith('.validationNdcg10'));
      for (const [, ndcg] of alone)
        expect(metrics['validationNdcg10']).toBeGreaterThanOrEqual(ndcg);
    }
  });

  it('gives equal bytes for equal lessons and seeds, and equal scores from them', async () => {
    const [one, other] = [
      await workshop.fit(world.lessons, order()),
      await workshop.fit(world.lessons, order()),
    ];
    expect(Buffer.from(one.artefact).equals(Buffer.from(other.artefact))).toBe(true);
    const contexts = world.cases.slice(0, 5).map(({ history }) => past(history));
    const together = await (await workshop.read(one.artefact)).score(contexts);
    const alone = await workshop.read(other.artefact);
    for (const [at, context] of contexts.entries())
      expect((await alone.score([context]))[0]).toEqual(together[at]);
  });

  it('leaves out parts that the lessons cannot teach, and says so when that is all of them', async () => {
    const blind = { ...world.lessons, features: null };
    const { metrics } = await workshop.fit(blind, order());
    expect(metrics['transitions.weight']).toBeGreaterThan(0);
    const nothing = order({ options: { ...defaults, parts: 'content' } });
    await expect(workshop.fit(blind, nothing)).rejects.toMatchObject({ code: 'NOTHING_TO_LEARN' });
  });

  it('refuses parts that there are not, bytes that are damaged, and parts that nobody here can read', async () => {
    const unknown = order({ options: { ...defaults, parts: 'transitions,magic' } });
    await expect(workshop.fit(world.lessons, unknown)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('"magic"') as string,
    });
    const { artefact } = await workshop.fit(world.lessons, order());
    const cut = artefact.subarray(0, artefact.length - 1);
    await expect(workshop.read(cut)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    const poorer = new HybridWorkshop(() => [popularityWorkshop], defaults);
    await expect(poorer.read(artefact)).rejects.toMatchObject({ code: 'MODEL_INCOMPATIBLE' });
  });
});
