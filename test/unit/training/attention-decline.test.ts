import { SeededRandom } from '../../../src/shared/seeded-random';
import { attentionDecline, PlaceCounts, USUAL_ETA } from '../../../src/training/attention-decline';
import { aShownList, productNames } from '../../support/a-shown-list';

const skus = productNames(10);

/** Pages on which place k, from 0, is clicked with this chance. */
function clickedBy(pages: number, chance: (place: number) => number): PlaceCounts {
  const random = new SeededRandom(1);
  const counts = new PlaceCounts();
  for (let page = 0; page < pages; page += 1)
    counts.add(
      aShownList({ skus, clicked: skus.filter((_, place) => random.next() < chance(place)) }),
    );
  return counts;
}

describe('how fast attention can fall at most', () => {
  it('is as usual when reactions fall as fast or faster', () => {
    expect(attentionDecline(clickedBy(5000, (place) => 0.3 / (place + 1)))).toBeCloseTo(1, 1);
    expect(attentionDecline(clickedBy(5000, (place) => 0.3 / (place + 1) ** 2))).toBe(USUAL_ETA);
  });

  it('is as fast as reactions fall when those fall slowly, and not at all when they do not', () => {
    const slowly = attentionDecline(clickedBy(5000, (place) => 0.3 * (place + 1) ** -0.4));
    expect(slowly).toBeGreaterThan(0.35);
    expect(slowly).toBeLessThan(0.47);
    expect(attentionDecline(clickedBy(5000, () => 0.1))).toBeLessThan(0.05);
    expect(attentionDecline(clickedBy(5000, (place) => 0.01 * place))).toBeLessThan(1e-6);
  });

  it('is as usual while hardly anybody has reacted', () => {
    expect(attentionDecline(new PlaceCounts())).toBe(USUAL_ETA);
    expect(attentionDecline(clickedBy(20, () => 0.02))).toBeGreaterThan(0.8);
  });
});
