import { RankerLoader } from '../../../../ml-models/reranker/scorer-loader';
import { scoreRows } from '../../../../ml-models/reranker/score-rows';
import { openEngine } from '../../../../ml-models/runtime/open-engine';
import { featureMatrix } from '../../../../src/ranking/feature-matrix';
import { systemStopwatch } from '../../../../src/shared/deadline';
import { asModelId } from '../../../../src/shared/ids';
import { systemTimer } from '../../../../src/shared/timer';
import { randomRanker, randomRows } from '../../../support/random-ranker';
import { randomRankerBytes } from '../../../support/random-ranker-bytes';

const MODEL = asModelId('reranker-1');
const { features } = randomRanker(1);

describe('a loader of rankers', () => {
  let opened: number;
  let loader: RankerLoader;

  beforeEach(() => {
    opened = 0;
    loader = new RankerLoader({
      openEngine: () => {
        opened += 1;
        return openEngine(['wasm']);
      },
      stopwatch: systemStopwatch,
      timer: systemTimer,
    });
  });

  it('opens an engine with the first model, and no other for the next', async () => {
    expect(loader.engine).toBeNull();
    for (const seed of [1, 2]) {
      const scorer = await loader.load(MODEL, randomRankerBytes(seed), features);
      await scorer.dispose();
    }
    expect(loader.engine).toBe('wasm');
    expect(opened).toBe(1);
  });

  it('opens none for bytes that are no ranker, or one of other features', async () => {
    const cut = randomRankerBytes(1).subarray(0, 100);
    await expect(loader.load(MODEL, cut, features)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
    });
    const others = loader.load(MODEL, randomRankerBytes(1), [...features].reverse());
    await expect(others).rejects.toMatchObject({ code: 'MODEL_INCOMPATIBLE' });
    expect(opened).toBe(0);
  });

  it('makes scorers that score as the ranker does, and explain it also when they serve no more', async () => {
    // Handed in as it may come out of a database: a view into a larger buffer.
    const padded = Buffer.concat([Buffer.alloc(3), randomRankerBytes(1)]);
    const scorer = await loader.load(MODEL, new Uint8Array(padded.buffer, padded.byteOffset + 3, padded.length - 3), features); // prettier-ignore
    const pair = featureMatrix(features.length, randomRows(3, 2).values);
    const [one = NaN, other = NaN] = scoreRows(randomRanker(1), pair);
    const scores = await scorer.score(pair);
    expect(scores[0]).toBeCloseTo(one, 4);
    expect(scorer.activity).toMatchObject({ forwardPasses: 1, lists: 1, rows: 2, tooLate: 0 });
    await scorer.dispose();
    await expect(scorer.score(pair)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    const sum = scorer.explain(pair).reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(one - other, 4);
    expect(scorer.model).toBe(MODEL);
  });
});
