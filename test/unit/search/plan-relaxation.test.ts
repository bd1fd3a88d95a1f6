import fc from 'fast-check';
import { fewestDrops, planRelaxation } from '../../../src/search/plan-relaxation';

describe('planRelaxation', () => {
  it('drops the word in most products first', () => {
    expect(planRelaxation([500, 20, 90])).toEqual({
      dropped: [0, 2],
      tiers: [[0, 1, 2], [1, 2], [1]],
    });
  });

  it('drops words that no product has before all others', () => {
    expect(planRelaxation([500, 0, 90, 0]).dropped).toEqual([3, 1, 0]);
  });

  it('drops the later of two equal words', () => {
    expect(planRelaxation([7, 7]).tiers).toEqual([[0, 1], [0]]);
  });

  it('has nothing to drop from a single word', () => {
    expect(planRelaxation([3])).toEqual({ dropped: [], tiers: [[0]] });
  });

  it('always keeps one word, and each tier has one word less than the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }), (products) => {
        const { dropped, tiers } = planRelaxation(products);
        expect(tiers.map((tier) => tier.length)).toEqual(
          products.map((_, k) => products.length - k),
        );
        for (const [step, index] of dropped.entries())
          expect(tiers[step + 1]).toEqual(tiers[step]?.filter((kept) => kept !== index));
      }),
    );
  });
});

describe('fewestDrops', () => {
  const drops = async (counts: readonly number[], enough: number) => {
    const asked: number[] = [];
    const steps = await fewestDrops(
      { fullMatches: counts[0] ?? 0, enough, maxSteps: counts.length - 1 },
      async (step) => {
        asked.push(step);
        return counts[step] ?? 0;
      },
    );
    return { steps, asked };
  };

  it('drops nothing when enough products match, without asking', async () => {
    expect(await drops([10, 50], 10)).toEqual({ steps: 0, asked: [] });
  });

  it('drops the fewest words that bring enough', async () => {
    expect((await drops([1, 4, 12, 80], 10)).steps).toBe(2);
    expect((await drops([1, 30, 120, 800], 10)).steps).toBe(1);
  });

  it('drops the fewest words that bring the most when nothing brings enough', async () => {
    expect((await drops([1, 4, 4, 4], 10)).steps).toBe(1);
  });

  it('drops nothing when that brings nothing', async () => {
    expect((await drops([2, 2, 2], 10)).steps).toBe(0);
    expect((await drops([0, 0, 0], 10)).steps).toBe(0);
  });

  it('finds what trying every number of drops would find, with few questions', async () => {
    const rising = fc
      .array(fc.nat(5), { minLength: 1, maxLength: 33 })
      .map((steps) => steps.map((_, end) => steps.slice(0, end + 1).reduce((a, b) => a + b, 0)));
    await fc.assert(
      fc.asyncProperty(rising, fc.nat(30), async (counts, enough) => {
        const { steps, asked } = await drops(counts, enough);
        const wanted = Math.min(enough, counts.at(-1) ?? 0);
        const expected = counts.findIndex((count) => count >= wanted);
        expect(steps).toBe(expected);
        expect(asked.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
