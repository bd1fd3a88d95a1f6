import {
  judgeRecommender,
  RECOMMENDER_GATE,
} from '../../../../src/training/recommender/judge-recommender';
import type { ContestResult } from '../../../../src/training/recommender/next-item-contest';
import { asModelId, asSku } from '../../../../src/shared/ids';
import { SeededRandom } from '../../../../src/shared/seeded-random';

/** Finds what came next at the first place in this share of the cases. */
function finding(share: number, facts: Partial<ContestResult> = {}, cases = 400): ContestResult {
  return {
    qualities: Array.from({ length: cases }, (_, at) => ((at * 37) % 100 < 100 * share ? 1 : 0)),
    lists: Array.from({ length: cases }, (_, at) => [
      { sku: asSku(`p${at % 50}`), score: 1, by: 'hybrid', because: null },
    ]),
    msPerQuestion: 2,
    ...facts,
  };
}

const champion = asModelId('champion');
const judged = (
  challengerResult: ContestResult,
  championResult: ContestResult,
  against: typeof champion | null = champion,
) =>
  judgeRecommender(
    { champion: against, challengerResult, championResult },
    RECOMMENDER_GATE,
    new SeededRandom(1),
  );

describe('the gate of recommenders', () => {
  it('lets the first serve only when it is better than popularity beyond chance', () => {
    expect(judged(finding(0.3), finding(0.1), null)).toMatchObject({
      promote: true,
      champion: null,
      lists: 400,
      challengerNdcg: 0.3,
      championNdcg: 0.1,
    });
    const same = judged(finding(0.1), finding(0.1), null);
    expect(same.promote).toBe(false);
    expect(same.reasons[0]).toMatch(/^It is not better beyond chance: NDCG@10 0\.1000 against 0\.1000 of what most have touched/); // prettier-ignore
  });

  it('lets what is newer take the place of what is as good', () => {
    expect(judged(finding(0.3), finding(0.3)).promote).toBe(true);
    // As many, but others.
    const others = finding(0.3).qualities.map((_, at) => ((at * 37 + 51) % 100 < 29 ? 1 : 0));
    expect(judged(finding(0.29, { qualities: others }), finding(0.3)).promote).toBe(true);
  });

  it('refuses what is worse beyond chance, or by more than a little on average', () => {
    const worse = judged(finding(0.2), finding(0.3));
    expect(worse.promote).toBe(false);
    expect(worse.reasons[0]).toMatch(/^It is worse: .* of model "champion"/);
    // 60 cases tell little: the interval reaches above 0, and the mean has fallen by a tenth.
    const maybe = judged(finding(0.3, {}, 60), finding(0.34, {}, 60));
    expect(maybe.promote).toBe(false);
  });

  it('does not judge by a handful of shoppers', () => {
    const few = judged(finding(0.9, {}, 49), finding(0.1, {}, 49));
    expect(few.promote).toBe(false);
    expect(few.reasons[0]).toContain('49 shoppers');
  });

  it.each([
    [
      'FINITE_SCORES',
      { lists: finding(0.5).lists.map((list) => list.map((one) => ({ ...one, score: NaN }))) },
    ],
    [
      'COVERAGE',
      {
        lists: finding(0.5).lists.map(() => [
          { sku: asSku('p1'), score: 1, by: 'hybrid' as const, because: null },
        ]),
      },
    ],
    ['ANSWERED', { lists: finding(0.5).lists.map((list, at) => (at % 2 === 0 ? list : [])) }],
    ['LATENCY', { msPerQuestion: 101 }],
  ])('refuses what breaks %s, however good it is', (name, facts) => {
    const verdict = judged(finding(0.9, facts), finding(0.3));
    const broken = verdict.guardrails.filter(({ passed }) => !passed);
    expect(broken.map((guardrail) => guardrail.name)).toEqual([name]);
    expect(verdict).toMatchObject({ promote: false, reasons: [broken[0]?.words] });
  });
});
