import type { EventStore } from '../../src/feedback/event-store.port';
import type { ShopperHistory } from '../../src/ranking/features/shopper-history.port';
import { asEpochMs } from '../../src/shared/clock';
import { asSessionId, asShopperId } from '../../src/shared/ids';
import { anEvent, NOON } from '../support/an-event';

/** A history, and the store from which it comes. */
export interface HistoryWorld {
  readonly history: ShopperHistory;
  readonly events: EventStore;
}

/** What every ShopperHistory promises. */
export function describeShopperHistory(name: string, open: () => Promise<HistoryWorld>): void {
  describe(`ShopperHistory: ${name}`, () => {
    const anna = asShopperId('anna');
    const visit = asSessionId('visit-1');

    it('gives what a shopper did, the latest recorded first, at most so many', async () => {
      const { history, events } = await open();
      const late = asEpochMs(NOON + 5);
      await events.record([anEvent('1', { sku: 'saw', kind: 'CLICK' })], NOON);
      await events.record([anEvent('2', { sku: 'nail', kind: 'PURCHASE', occurredAt: late })], NOON); // prettier-ignore
      await events.record([anEvent('3', { sku: 'hammer', kind: 'VIEW' })], NOON);

      const items = await history.recent({ shopper: anna, session: null, limit: 2 });

      expect(items).toEqual([
        { sku: 'hammer', kind: 'VIEW', at: NOON },
        { sku: 'nail', kind: 'PURCHASE', at: late },
      ]);
    });

    it('leaves out what was merely shown', async () => {
      const { history, events } = await open();
      await events.record([anEvent('1', { kind: 'CLICK' }), anEvent('2', { kind: 'IMPRESSION' })], NOON); // prettier-ignore

      const items = await history.recent({ shopper: anna, session: null, limit: 1 });

      expect(items.map(({ kind }) => kind)).toEqual(['CLICK']);
    });

    it('goes by the name of a shopper wherever they were, and by the session of a stranger', async () => {
      const { history, events } = await open();
      const [home, phone] = [asSessionId('home'), asSessionId('phone')];
      await events.record(
        [
          anEvent('1', { sku: 'saw', session: home }),
          anEvent('2', { sku: 'nail', session: phone }),
          anEvent('3', { sku: 'hammer', shopper: asShopperId('ben'), session: home }),
          anEvent('4', { sku: 'glue', shopper: null, session: visit }),
        ],
        NOON,
      );
      const skusOf = async (
        question: Pick<Parameters<ShopperHistory['recent']>[0], 'shopper' | 'session'>,
      ) => (await history.recent({ ...question, limit: 10 })).map(({ sku }) => sku);

      expect(await skusOf({ shopper: anna, session: visit })).toEqual(['nail', 'saw']);
      expect(await skusOf({ shopper: null, session: visit })).toEqual(['glue']);
      expect(await skusOf({ shopper: asShopperId('nobody'), session: null })).toEqual([]);
    });

    it('counts what was done without a name in a session that has turned out to be theirs', async () => {
      const { history, events } = await open();
      await events.record([anEvent('1', { sku: 'glue', shopper: null, session: visit })], NOON);
      await events.record([anEvent('2', { sku: 'saw', session: visit })], NOON);

      const items = await history.recent({ shopper: anna, session: null, limit: 10 });

      expect(items.map(({ sku }) => sku)).toEqual(['saw', 'glue']);
    });

    it('knows nothing of whoever is not known at all', async () => {
      const { history, events } = await open();
      await events.record([anEvent('1', { shopper: null })], NOON);

      expect(await history.recent({ shopper: null, session: null, limit: 10 })).toEqual([]);
    });
  });
}
