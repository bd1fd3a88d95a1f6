import { SeededRandom } from '../../src/shared/seeded-random';
import { GATE_SETTINGS } from '../../src/training/gate/held-out.types';
import { judge } from '../../src/training/gate/judge';
import { asQuestion, heldOutLists, seeing, type Eye } from '../support/held-out-lists';

const WORLDS = 40;

/** In how many of the worlds the gate lets the challenger serve. */
function promotions(challenger: Eye, champion: Eye): number {
  const settings = { ...GATE_SETTINGS, resamples: 200 };
  const verdicts = Array.from({ length: WORLDS }, (_, seed) => {
    const lists = heldOutLists({ lists: 200, products: 12, challenger, champion, seed: 77 * seed });
    return judge(asQuestion(lists), settings, new SeededRandom(seed));
  });
  return verdicts.filter(({ promote }) => promote).length;
}

describe('the gate, over many worlds whose truth is known', () => {
  it('lets what is no better serve about as rarely as a 95 % interval says', () => {
    // One in forty is expected, for one of the two tails; more than four would come about once in two hundred and fifty.
    expect(promotions(seeing(2), seeing(2))).toBeLessThanOrEqual(4);
  });

  it('never lets what is clearly worse serve', () => {
    expect(promotions(seeing(3), seeing(2))).toBe(0);
  });

  it('nearly always lets what is clearly better serve', () => {
    expect(promotions(seeing(1), seeing(2))).toBeGreaterThanOrEqual(WORLDS - 2);
  });
});
