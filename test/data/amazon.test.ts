import { readLines } from '../../src/cli/read-lines';
import { leaveOneOut } from '../../src/evaluation/recommend/leave-one-out';
import {
  measureRecommender,
  type FittedOn,
} from '../../src/evaluation/recommend/measure-recommender';
import type { NamedLog } from '../../src/evaluation/recommend/named-log.types';
import { readSequences } from '../../src/evaluation/recommend/read-sequences';
import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import { workshopNamed } from '../../src/server/recommender-shelf';
import { describeWithAmazon } from '../support/amazon';

/** HR@10 and NDCG@10. */
type Figures = readonly [hitRate: number, ndcg: number];

/** As published, and the least that each must reach fitted on train only, each by the same settings. */
const TRUTHS: readonly {
  readonly data: string;
  readonly published: readonly [string, string];
  readonly neighbours: Figures;
  readonly transitions: Figures;
}[] = [
  {
    data: 'beauty',
    published: ['0.0152', '0.0068'],
    neighbours: [0.0625, 0.0349],
    transitions: [0.087, 0.055],
  },
  {
    data: 'sports',
    published: ['0.0094', '0.0053'],
    neighbours: [0.0332, 0.02],
    transitions: [0.052, 0.033],
  },
];

for (const { data, published, neighbours, transitions } of TRUTHS) {
  describeWithAmazon(data, `recommenders on Amazon ${data}`, ({ sequences }) => {
    let named: NamedLog;

    beforeAll(async () => {
      named = await readSequences(readLines(sequences));
    });

    const atTen = async (name: RecommenderName, fittedOn: FittedOn) => {
      const workshop = workshopNamed(name);
      const { ranks } = await measureRecommender(workshop, {
        split: leaveOneOut(named.log),
        log: named.log,
        features: null,
        fittedOn,
        measuredOn: 'TEST',
        options: workshop.defaults,
        seed: 1,
        signal: new AbortController().signal,
        now: () => performance.now(),
        onProgress: () => undefined,
      });
      const found = ranks.find(({ k }) => k === 10);
      return [found?.hitRate.mean ?? NaN, found?.ndcg.mean ?? NaN] as const;
    };

    it('measures popularity that counts the test items as it was published, to four digits', async () => {
      const found = await atTen('popularity', 'EVERYTHING');
      expect(found.map((value) => value.toFixed(4))).toEqual(published);
    }, 300_000);

    it.each([
      ['item-neighbours', neighbours],
      ['transitions', transitions],
    ] as const)('finds by %s what it must', async (name, [hitRate, ndcg]) => {
      const found = await atTen(name, 'TRAIN');
      expect(found[0]).toBeGreaterThanOrEqual(hitRate);
      expect(found[1]).toBeGreaterThanOrEqual(ndcg);
    }, 300_000); // prettier-ignore
  });
}
