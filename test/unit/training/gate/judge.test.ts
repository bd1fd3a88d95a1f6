import fc from 'fast-check';
import { asModelId } from '../../../../src/shared/ids';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { GATE_SETTINGS, type HeldOutList } from '../../../../src/training/gate/held-out.types';
import { judge } from '../../../../src/training/gate/judge';
import { asQuestion, heldOutLists, seeing } from '../../../support/held-out-lists';

const settings = { ...GATE_SETTINGS, resamples: 300 };
const judged = (
  lists: readonly HeldOutList[],
  facts: Parameters<typeof asQuestion>[1] = {},
  bounds = settings,
) => judge(asQuestion(lists, facts), bounds, new SeededRandom(1));

const world = { lists: 400, products: 12, seed: 3 };
const good = seeing(0.5);
const poor = seeing(3);

const swapped = (lists: readonly HeldOutList[]): readonly HeldOutList[] =>
  lists.map((list) => ({ ...list, challenger: list.champion, champion: list.challenger }));

describe('the gate', () => {
  it('lets a better challenger through, and says by how much', () => {
    const verdict = judged(heldOutLists({ ...world, challenger: good, champion: poor }));

    expect(verdict.promote).toBe(true);
    expect(verdict.difference.low).toBeGreaterThan(0.2);
    expect(verdict.challengerNdcg - verdict.championNdcg).toBeCloseTo(verdict.difference.mean, 12);
    expect(verdict.reasons).toEqual([
      expect.stringMatching(
        /^It is better: nDCG@10 \d\.\d{3} against 0\.\d{3} of keyword order on 400 held-out lists of 40 visitors, \+0\.\d{3} \(95 % interval \+0\.\d{3} to \+0\.\d{3}\)\.$/,
      ),
    ]);
  });

  it('refuses a worse one, and says so', () => {
    const verdict = judged(heldOutLists({ ...world, challenger: poor, champion: good }), {
      champion: asModelId('reranker-a'),
    });

    expect(verdict.promote).toBe(false);
    expect(verdict.champion).toBe('reranker-a');
    expect(verdict.reasons[0]).toMatch(/^It is worse: .* of model "reranker-a" on 400/);
    expect(verdict.difference.high).toBeLessThan(0);
  });

  it('refuses one that is only luckier', () => {
    const verdict = judged(heldOutLists({ ...world, challenger: poor, champion: poor }));

    expect(verdict.promote).toBe(false);
    expect(verdict.reasons[0]).toMatch(/^It is not better beyond chance: /);
  });

  it('refuses the champion itself', () => {
    const lists = heldOutLists({ ...world, challenger: good, champion: good });
    const same = lists.map((list) => ({ ...list, challenger: list.champion }));

    expect(judged(same)).toMatchObject({
      promote: false,
      difference: { mean: 0, low: 0, high: 0 },
    });
  });

  it('refuses what is better on too few lists, or on those of too few visitors', () => {
    const few = heldOutLists({ ...world, lists: 99, challenger: good, champion: poor });
    expect(judged(few)).toMatchObject({
      promote: false,
      reasons: [
        '99 held-out lists of 40 visitors are too few to tell: at least 100 of 20 are needed.',
      ],
    });

    const lists = heldOutLists({ ...world, challenger: good, champion: poor });
    const flood = lists.map((list) => ({ ...list, visitor: 'robot' }));
    expect(judged(flood)).toMatchObject({
      promote: false,
      reasons: [expect.stringContaining('400 held-out lists of 1 visitors') as string],
    });
  });

  it('counts lists whose visitor nobody knows as of one visitor each', () => {
    const lists = heldOutLists({ ...world, challenger: good, champion: poor });
    const unknown = lists.map((list) => ({ ...list, visitor: null }));

    expect(judged(unknown).reasons[0]).toContain('400 visitors');
  });

  it('is less sure when the same lists come from fewer visitors', () => {
    const lists = heldOutLists({ ...world, lists: 1000, challenger: seeing(2), champion: poor });
    // The good lists of a few visitors, the bad ones of others: evidence that hangs together.
    const sorted = lists.toSorted(
      (left, right) =>
        left.challenger.quality -
        left.champion.quality -
        (right.challenger.quality - right.champion.quality),
    );
    const width = (groups: number) => {
      const { low, high } = judged(
        sorted.map((list, at) => ({
          ...list,
          visitor: String(Math.floor((at * groups) / sorted.length)),
        })),
      ).difference;
      return high - low;
    };

    expect(width(25)).toBeGreaterThan(3 * width(1000));
  });

  it('lets lists that count more count more', () => {
    const better = heldOutLists({ ...world, lists: 100, challenger: good, champion: poor });
    const worse = heldOutLists({ ...world, lists: 300, challenger: poor, champion: good });
    const weighed = (weight: number) =>
      judged([...worse, ...better.map((list) => ({ ...list, weight }))]).difference.mean;

    expect(weighed(1)).toBeLessThan(0);
    expect(weighed(30)).toBeGreaterThan(0);
  });

  it('asks for the margin that is set', () => {
    const lists = heldOutLists({ ...world, challenger: seeing(1.5), champion: poor });
    const { difference } = judged(lists);
    const margin = (by: number) => judged(lists, {}, { ...settings, margin: difference.low + by });

    expect(margin(-0.001).promote).toBe(true);
    expect(margin(0).promote).toBe(false);
  });

  it('never promotes each of two over the other', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.1, max: 4, noNaN: true }), (seed, noise) => {
        const lists = heldOutLists({
          ...world,
          lists: 120,
          seed,
          challenger: seeing(noise),
          champion: seeing(2),
        });
        const [one, other] = [judged(lists), judged(swapped(lists))];
        expect(one.promote && other.promote).toBe(false);
        expect(one.difference.mean).toBeCloseTo(-other.difference.mean, 12);
      }),
      { numRuns: 25 },
    );
  });

  it('never turns against a challenger that got better on some list', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(119),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, at, gain) => {
          const lists = heldOutLists({
            ...world,
            lists: 120,
            seed,
            challenger: seeing(2),
            champion: seeing(2.5),
          });
          const improved = lists.map((list, number) =>
            number === at
              ? {
                  ...list,
                  challenger: {
                    ...list.challenger,
                    quality: Math.min(1, list.challenger.quality + gain),
                  },
                }
              : list,
          );
          const [before, after] = [judged(lists), judged(improved)];
          expect(after.difference.low).toBeGreaterThanOrEqual(before.difference.low);
          expect(after.promote || !before.promote).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('says something and holds only numbers, whatever it is asked', () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0));
    const quality = fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(NaN, Infinity));
    const list = fc.record({ quality, scores: fc.array(anything, { maxLength: 6 }) });
    const numbers = (value: unknown): boolean =>
      typeof value === 'number'
        ? Number.isFinite(value)
        : value === null || typeof value !== 'object' || Object.values(value).every(numbers);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(list, list), { maxLength: 8 }),
        anything,
        fc.array(fc.array(anything, { maxLength: 5 }), { maxLength: 4 }),
        (pairs, passMs, trainingScores) => {
          const lists = heldOutLists({
            ...world,
            lists: pairs.length,
            challenger: good,
            champion: good,
          });
          const odd = lists.map((one, at) => {
            const [challenger, champion] = pairs[at] ?? [one.challenger, one.champion];
            return { ...one, challenger, champion };
          });
          const verdict = judged(odd, { passMs, trainingScores });
          expect(verdict.reasons.length).toBeGreaterThan(0);
          expect(numbers(verdict)).toBe(true);
          expect(verdict.promote).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });
});
