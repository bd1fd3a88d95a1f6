import type {
  RecommendationImpression,
  RecommendationLog,
} from '../../src/recommendation/recommendation-log.port';
import { asEpochMs, type EpochMs } from '../../src/shared/clock';
import {
  asModelId,
  asRecommendationId,
  asSessionId,
  asShopperId,
  asSku,
} from '../../src/shared/ids';
import { NOON } from '../support/an-event';

/** A log that can be cleared, and what its storage holds. */
export interface RecommendationLogWorld {
  readonly log: RecommendationLog & { forget(before: EpochMs): Promise<number> };
  /** By list and position. */
  readonly written: () => Promise<readonly RecommendationImpression[]>;
}

/** What every RecommendationLog promises. */
export function describeRecommendationLog(
  name: string,
  open: () => Promise<RecommendationLogWorld>,
): void {
  describe(`RecommendationLog: ${name}`, () => {
    let log: RecommendationLogWorld['log'];
    let written: RecommendationLogWorld['written'];

    beforeEach(async () => {
      ({ log, written } = await open());
    });

    it('writes pages as they were shown', async () => {
      const first = shown(['a', 'b'], {
        shopper: asShopperId('anna'),
        session: asSessionId('visit-1'),
        seeds: [asSku('"seed"'), asSku('Ümlaut')],
        model: asModelId('recommender-1'),
      });
      const second = shown(['c'], { firstPosition: 3, placement: 'BOUGHT_TOGETHER' });
      log.note(first);
      log.note(second);

      await log.flush();

      expect(await written()).toEqual([first, second]);
    });

    it('knows what a list has shown, written or not, and up to which position', async () => {
      log.note(shown(['a', 'b']));
      await log.flush();
      log.note(shown(['c', 'd'], { firstPosition: 3 }));
      log.note(shown(['x'], { recommendationId: asRecommendationId('another') }));
      const list = asRecommendationId('list-1');

      expect(await log.shown(list, 4)).toEqual(['a', 'b', 'c', 'd']);
      expect(await log.shown(list, 3)).toEqual(['a', 'b', 'c']);
      expect(await log.shown(list, 0)).toEqual([]);
      expect(await log.shown(asRecommendationId('nobody'), 9)).toEqual([]);
    });

    it('knows all that a page has shown that was asked for twice', async () => {
      log.note(shown(['a', 'b']));
      log.note(shown(['a', 'c'], { shownAt: asEpochMs(NOON + 1) }));
      await log.flush();

      expect(await log.shown(asRecommendationId('list-1'), 2)).toEqual(['a', 'b', 'c']);
    });

    it('takes one page of one moment once, however often it is noted', async () => {
      for (let times = 0; times < 3; times += 1) log.note(shown(['a']));
      await log.flush();
      log.note(shown(['a']));
      await log.flush();

      expect(await written()).toHaveLength(1);
    });

    it('forgets what was shown before a moment, however much, and nothing else', async () => {
      for (let page = 0; page < 2500; page += 1)
        log.note(shown(['old'], { firstPosition: 1 + page, shownAt: asEpochMs(NOON - 1) }));
      const kept = shown(['new'], { firstPosition: 9000 });
      log.note(kept);
      await log.flush();

      expect(await log.forget(NOON)).toBe(2500);
      expect(await log.forget(NOON)).toBe(0);
      expect(await written()).toEqual([kept]);
    });
  });
}

function shown(
  skus: readonly string[],
  facts: Partial<RecommendationImpression> = {},
): RecommendationImpression {
  return {
    recommendationId: asRecommendationId('list-1'),
    placement: 'FOR_YOU',
    shopper: null,
    session: null,
    seeds: [],
    firstPosition: 1,
    items: skus.map((sku, index) => ({
      sku: asSku(sku),
      strategy: 'LEARNT',
      score: 0.1 - 3 * index,
    })),
    model: null,
    shownAt: NOON,
    ...facts,
  };
}
