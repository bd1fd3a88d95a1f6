import fc from 'fast-check';
import { chooseVoices } from '../../../../ml-models/hybrid/choose-voices';
import type { ValidationTable } from '../../../../ml-models/hybrid/validation-table';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const CANDIDATES = 30;

/** Parts that give what came next a larger share by so much, on average, than anything else. */
function table(seed: number, skills: readonly number[], cases: number): ValidationTable {
  const random = new SeededRandom(seed);
  const shares = skills.map((skill) =>
    Float32Array.from(
      { length: cases * CANDIDATES },
      (_, at) => Math.exp(random.normal(at % CANDIDATES === 0 ? skill : 0, 1)) / CANDIDATES,
    ),
  );
  return {
    offsets: Uint32Array.from({ length: cases + 1 }, (_, one) => one * CANDIDATES),
    shares,
    parts: (['transitions', 'content', 'factorisation'] as const).slice(0, skills.length),
    sharpness: skills.map(() => null),
  };
}

describe('choosing voices', () => {
  it('is never worse than the best part alone, on the cases that it chooses by', () => {
    const skill = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), fc.array(skill, { minLength: 1, maxLength: 3 }), (seed, skills) => {
        const { ndcg, alone } = chooseVoices(table(seed, skills, 20));
        expect(ndcg).toBeGreaterThanOrEqual(Math.max(...alone));
      }),
      { numRuns: 20 },
    );
  });

  it('hears two who know different things better than either', () => {
    const { ndcg, alone, voices } = chooseVoices(table(1, [1.5, 1.5], 400));
    expect(ndcg).toBeGreaterThan(Math.max(...alone) + 0.05);
    for (const { weight } of voices) expect(weight).toBeGreaterThan(0.1);
  });

  it('does not listen to one who knows nothing', () => {
    const { voices } = chooseVoices(table(2, [2, 0], 400));
    const [knows, guesses] = voices;
    expect(guesses?.weight ?? 1).toBeLessThan((knows?.weight ?? 0) / 4);
  });
});
