import { openEngine } from '../../ml-models/runtime/open-engine';
import { SequenceWorkshop } from '../../ml-models/sequence/sequence-workshop';
import type { Lessons } from '../../src/recommendation/learning/recommender-workshop.port';
import type {
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { systemStopwatch } from '../../src/shared/deadline';
import { SeededRandom } from '../../src/shared/seeded-random';
import { fitAndRead } from '../support/fit-recommender';

/**
 * A world of journeys: whoever begins with item `k` comes through the same station, where all journeys meet, and goes on to the end of journey `k`; before
 * that, some walk about. The station alone tells nothing, nor does which items somebody has touched: turned round, the journey leads to another end.
 */
const JOURNEYS = 8;
const STATION = 3 * JOURNEYS;
const ITEMS = STATION + 1;
const beginOf = (journey: number): number => journey;
const endOf = (journey: number): number => JOURNEYS + journey;
const wayAboutOf = (place: number): number => 2 * JOURNEYS + place;

/** Begun at the station, the same two items lead to the end of the next journey. */
const turnedEndOf = (journey: number): number => endOf((journey + 1) % JOURNEYS);

function lessons(): Lessons {
  const random = new SeededRandom(21);
  const histories = Array.from({ length: 400 }, (_, shopper) => {
    const journey = shopper % JOURNEYS;
    const about = Array.from({ length: random.below(4) }, () => wayAboutOf(random.below(JOURNEYS)));
    const isTurned = random.below(2) === 1;
    return isTurned
      ? [...about, STATION, beginOf(journey), turnedEndOf(journey)]
      : [...about, beginOf(journey), STATION, endOf(journey)];
  });
  const offsets = new Uint32Array(histories.length + 1);
  histories.forEach((history, at) => {
    offsets[at + 1] = (offsets[at] ?? 0) + history.length;
  });
  const items = Uint32Array.from(histories.flat());
  const log = { itemCount: ITEMS, offsets, items, times: null, weights: null };
  return { log, features: null, baskets: null };
}

const contextOf = (...items: readonly number[]): ScoringContext => ({
  past: items.map((item) => ({ item, weight: 1, ageMs: null })),
});

const bestOf = (row: Float32Array): number => row.indexOf(Math.max(...row));

const journeys = Array.from({ length: JOURNEYS }, (_, journey) => journey);

describe('a sequence network in a world of journeys that meet', () => {
  let recommender: Recommender;

  beforeAll(async () => {
    const workshop = new SequenceWorkshop(() => openEngine(['wasm']), systemStopwatch);
    const options = {
      ...workshop.defaults,
      ...{ width: 32, length: 8, rowsPerStep: 32, learningRate: 0.005, epochsUnchecked: 50 },
    };
    recommender = await fitAndRead(workshop, lessons(), { options });
  });

  afterAll(() => {
    recommender.dispose();
  });

  it('tells by the order of what came before where each goes on', async () => {
    const straight = journeys.map((journey) => contextOf(beginOf(journey), STATION));
    const turned = journeys.map((journey) => contextOf(STATION, beginOf(journey)));
    const rows = await recommender.score([...straight, ...turned]);
    expect(rows.map(bestOf)).toEqual([...journeys.map(endOf), ...journeys.map(turnedEndOf)]);
  });

  it('gives the journey as the reason, and never what was walked about before it', () => {
    for (const journey of journeys) {
      const context = contextOf(wayAboutOf(journey), beginOf(journey), STATION);
      const because = recommender.because(context, endOf(journey));
      expect([beginOf(journey), STATION]).toContain(because);
    }
  });
});
