import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config/read-config';
import type {
  RankedSku,
  RecommenderQuestion,
} from '../../src/recommendation/serving-recommender.port';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { trainRecommenderHere } from '../../src/server/train-recommender-here';
import { asEpochMs } from '../../src/shared/clock';
import { asSku, type Sku } from '../../src/shared/ids';
import type { TrainedRecommender } from '../../src/training/recommender/train-recommender';
import { SeededRandom } from '../../src/shared/seeded-random';
import { NOON } from '../support/an-event';
import { checkerboardShop, type CheckerboardShop } from '../support/checkerboard-shop';

/** Several trainings in one test take their time on a busy machine, in milliseconds. */
jest.setTimeout(180_000);

describe('training recommenders from what shoppers did', () => {
  let folder: string;
  let trove: Trove;
  let now: number;
  const surroundings = { clock: () => asEpochMs(now) };
  const config = () =>
    readConfig({
      NODE_ENV: 'test',
      TROVE_DATA_DIR: folder,
      TROVE_RECOMMENDER_PARTS: 'transitions',
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trove-'));
    now = NOON;
    trove = await openTrove(config(), surroundings);
  });

  afterEach(async () => {
    await trove.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const record = async ({ events, end }: Pick<CheckerboardShop, 'events' | 'end'>) => {
    await trove.events.record(events, asEpochMs(end));
    now = end;
  };

  const train = async (mode: 'FULL' | 'FINE_TUNE' = 'FULL'): Promise<TrainedRecommender> => {
    const request = {
      ...{ run: null, mode, reason: 'a test', seed: 1, onProgress: () => undefined },
      signal: new AbortController().signal,
    };
    const trained = await trainRecommenderHere(config(), request, surroundings);
    if (trained === null) throw new Error('Somebody else trained.');
    await trove.recommender.lookAgain();
    return trained;
  };

  const question = (history: readonly Sku[]): RecommenderQuestion => ({
    task: 'NEXT',
    items: history.map((sku) => ({ sku, weight: 1, at: asEpochMs(now) })),
    exclude: new Set(history),
    limit: 3,
    now: asEpochMs(now),
  });

  const rank = (history: readonly Sku[]): Promise<readonly RankedSku[]> =>
    trove.recommender.withChampion(
      async (champion) => (await champion?.rank(question(history))) ?? [],
    );

  it('finds the one product that each shopper of a checkerboard world would like, from events to champion', async () => {
    const shop = checkerboardShop(NOON);
    await record(shop);
    expect(await rank(shop.shoppers[0]?.history ?? [])).toEqual([]);

    const { model, verdict } = await train();

    expect(verdict).toMatchObject({ promote: true, champion: null });
    expect(model).toMatchObject({ kind: 'RECOMMENDER', state: 'CHAMPION', parent: null });
    for (const { history, target } of shop.shoppers) {
      const [first] = await rank(history);
      expect(first?.sku).toBe(target);
      expect(history).toContain(first?.because);
    }
  });

  it('goes on from what serves: new products come in, those that are gone do no harm', async () => {
    const shop = checkerboardShop(NOON);
    await record(shop);
    const first = await train();
    // The same shoppers again, a day later, with products of which nobody knew: those of another board.
    const later = checkerboardShop(asEpochMs(now + 86_400_000), { seed: 8, blocks: 8 });
    await record({
      ...later,
      events: later.events.map((event) => ({
        ...event,
        eventId: `later-${event.eventId}` as never,
      })),
    });

    const { model, verdict } = await train('FINE_TUNE');

    expect(verdict).toMatchObject({ promote: true, champion: first.model.id });
    expect(model).toMatchObject({ state: 'CHAMPION', parent: first.model.id });
    const known = later.shoppers.at(-1);
    const [best] = await rank([asSku('gone'), ...(known?.history ?? [])]);
    expect(best?.sku).toBe(known?.target);
  });

  it('refuses what is no better than popularity, says why, and serves nothing', async () => {
    // Everybody touches products by chance: there is nothing to know.
    const shop = checkerboardShop(NOON);
    const skus = [...new Set(shop.events.map(({ sku }) => sku))];
    const random = new SeededRandom(3);
    const events = shop.events.map((event) => ({ ...event, sku: random.pick(skus) }));
    await record({ ...shop, events });

    const { model, verdict } = await train();

    expect(model.state).toBe('REFUSED');
    expect(verdict.reasons.join(' ')).toContain('not better beyond chance');
    expect(await trove.recommender.withChampion(async (champion) => champion)).toBeNull();
  });

  it('refuses to judge on a handful of shoppers', async () => {
    await record(checkerboardShop(NOON, { blocks: 1, shoppersPerColour: 8 }));
    const { verdict } = await train();
    expect(verdict.promote).toBe(false);
    expect(verdict.reasons[0]).toContain('too few to tell');
  });

  it('says that there is nothing to learn, and keeps the run', async () => {
    await expect(train()).rejects.toMatchObject({ code: 'NOTHING_TO_LEARN' });
    const [run] = await trove.models.trainingRuns('RECOMMENDER', 1, null);
    expect(run).toMatchObject({ state: 'REFUSED', problem: { code: 'NOTHING_TO_LEARN' } });
  });
});
