import type { EventStore } from '../../src/feedback/event-store.port';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { asEpochMs } from '../../src/shared/clock';
import { asSessionId, asShopperId, asSku } from '../../src/shared/ids';
import { MOST_DISLIKES, type ShopperMemory } from '../../src/shoppers/shopper-memory.port';
import type { Dislike, WhoAsks } from '../../src/shoppers/shopper.types';
import { anEvent, NOON } from '../support/an-event';

/** A memory, and the store from which it remembers. */
export interface MemoryWorld {
  readonly memory: ShopperMemory;
  readonly events: EventStore;
}

const [anna, ben] = [asShopperId('anna'), asShopperId('ben')];
const [home, phone] = [asSessionId('home'), asSessionId('phone')];
const ANNA: WhoAsks = { shopper: anna, session: null };
const AT_HOME: WhoAsks = { shopper: null, session: home };

const product = (sku: string): Dislike => ({ kind: 'PRODUCT', sku: asSku(sku) });

/** An act in the session at home, without a name. */
const nameless = (id: string, facts: Parameters<typeof anEvent>[1] = {}): ShopperEvent =>
  anEvent(id, { shopper: null, session: home, sku: id, ...facts });

/** What every ShopperMemory promises. */
export function describeShopperMemory(name: string, open: () => Promise<MemoryWorld>): void {
  describe(`ShopperMemory: ${name}`, () => {
    let memory: ShopperMemory;
    let events: EventStore;

    beforeEach(async () => {
      ({ memory, events } = await open());
    });

    const record = (...all: readonly ShopperEvent[]) => events.record(all, NOON);
    const skusOf = async (who: WhoAsks, limit = 10) =>
      (await memory.recent(who, limit)).map(({ sku }) => sku);

    describe('of what was done', () => {
      it('tells acts with their facts, the latest recorded first, at most so many', async () => {
        const early = asEpochMs(NOON - 5);
        await record(anEvent('1', { sku: 'saw' }));
        await record(anEvent('2', { sku: 'nail', kind: 'RATING', rating: 4 }));
        await record(anEvent('3', { sku: 'glue', kind: 'PURCHASE', occurredAt: early }));

        expect(await memory.recent(ANNA, 2)).toEqual([
          { eventId: '3', sku: 'glue', kind: 'PURCHASE', rating: null, at: early },
          { eventId: '2', sku: 'nail', kind: 'RATING', rating: 4, at: NOON },
        ]);
      });

      it('leaves out what was merely shown, with or without a name', async () => {
        await record(anEvent('1', { kind: 'IMPRESSION', session: home }), anEvent('2'));
        await record(nameless('3', { kind: 'IMPRESSION' }));

        expect(await skusOf(ANNA)).toEqual(['hammer']);
        expect(await skusOf(AT_HOME)).toEqual([]);
      });

      it('knows nothing of whoever is not known', async () => {
        await record(anEvent('1'));

        expect(await memory.recent({ shopper: ben, session: null }, 10)).toEqual([]);
        expect(await memory.recent({ shopper: null, session: null }, 10)).toEqual([]);
        expect(await memory.dislikes({ shopper: null, session: null })).toEqual([]);
      });
    });

    describe('of whose sessions are whose', () => {
      it('makes what was done without a name the acts of whoever claims the session, then and later', async () => {
        await record(nameless('before'));
        await record(anEvent('other', { sku: 'saw', session: phone }));

        expect(await memory.claimSession(home, anna, NOON)).toBe(anna);
        await record(nameless('after'));

        expect(await skusOf(ANNA)).toEqual(['after', 'saw', 'before']);
        expect(await skusOf(AT_HOME)).toEqual(['after', 'before']);
      });

      it('lets the first claim stand, however often others claim', async () => {
        await record(nameless('1'));
        await memory.claimSession(home, anna, NOON);

        expect(await memory.claimSession(home, ben, NOON)).toBe(anna);
        expect(await memory.claimSession(home, anna, NOON)).toBe(anna);
        await record(anEvent('2', { shopper: ben, session: home }), nameless('3'));

        expect(await skusOf(ANNA)).toEqual(['3', '1']);
        expect(await skusOf({ shopper: ben, session: null })).toEqual(['hammer']);
      });

      it('hears the claim in an event that names both, wherever it stands in its batch', async () => {
        await record(nameless('1'), nameless('elsewhere', { session: phone }));
        await record(nameless('2'), anEvent('3', { sku: '3', session: home }), nameless('4'));
        await record(nameless('5'));

        expect(await skusOf(ANNA)).toEqual(['5', '4', '3', '2', '1']);
      });

      it('knows of sessions that began on several devices', async () => {
        await record(nameless('1'), nameless('2', { session: phone }), nameless('3'));
        await memory.claimSession(phone, anna, NOON);
        await memory.claimSession(home, anna, NOON);

        expect(await skusOf(ANNA)).toEqual(['3', '2', '1']);
        expect(await skusOf(ANNA, 2)).toEqual(['3', '2']);
      });

      it('loses no act that is recorded while its session is claimed', async () => {
        const acts = Array.from({ length: 30 }, (_, index) => nameless(`act-${index}`));
        const first = acts.slice(0, 15).map((act) => record(act));
        const claim = memory.claimSession(home, anna, NOON);
        const rest = acts.slice(15).map((act) => record(act));
        await Promise.all([...first, claim, ...rest]);

        expect((await skusOf(ANNA, 100)).length).toBe(30);
      });

      it('has one owner for a session that many claim at once', async () => {
        const claims = Array.from({ length: 8 }, (_, index) =>
          memory.claimSession(home, asShopperId(`shopper-${index}`), NOON),
        );

        expect(new Set(await Promise.all(claims)).size).toBe(1);
      });

      it('tells whoever reads the log whose act it was', async () => {
        await record(nameless('1'), nameless('2', { kind: 'IMPRESSION' }));
        await record(nameless('3', { session: phone }), anEvent('4', { session: home }));

        const log = await events.read(0, 10);

        expect(log.map(({ actor }) => actor)).toEqual(['anna', null, null, 'anna']);
        expect(log.map(({ event }) => event.shopper)).toEqual([null, null, null, 'anna']);
      });
    });

    describe('of what is not wanted', () => {
      const brand: Dislike = { kind: 'BRAND', brand: 'Acme' };
      const category: Dislike = { kind: 'CATEGORY', path: ['Tools', 'Saws & "blades"'] };

      it('keeps each thing once, in the order in which it was said', async () => {
        await memory.addDislikes(ANNA, [brand, product('saw')], NOON);
        await memory.addDislikes(ANNA, [product('saw'), category, category], NOON);

        expect(await memory.dislikes(ANNA)).toEqual([brand, product('saw'), category]);
        expect(await memory.dislikes({ shopper: ben, session: null })).toEqual([]);
      });

      it('forgets what is taken back, and nothing else', async () => {
        await memory.addDislikes(ANNA, [brand, product('saw'), category], NOON);
        await memory.addDislikes({ shopper: ben, session: null }, [brand], NOON);
        await memory.removeDislikes(ANNA, [brand, category, product('never said')]);

        expect(await memory.dislikes(ANNA)).toEqual([product('saw')]);
        expect(await memory.dislikes({ shopper: ben, session: null })).toEqual([brand]);
      });

      it('keeps apart a product and a brand of the same name', async () => {
        await memory.addDislikes(ANNA, [product('Acme'), brand], NOON);
        await memory.removeDislikes(ANNA, [brand]);

        expect(await memory.dislikes(ANNA)).toEqual([product('Acme')]);
      });

      it('makes what was said in a session the word of whoever claims it, then and later', async () => {
        await memory.addDislikes(AT_HOME, [product('before')], NOON);
        await memory.claimSession(home, anna, NOON);
        await memory.addDislikes(AT_HOME, [product('after')], NOON);
        await memory.addDislikes(ANNA, [product('before')], NOON);

        expect(await memory.dislikes(ANNA)).toEqual([product('before'), product('after')]);
        expect(await memory.dislikes(AT_HOME)).toEqual([product('before'), product('after')]);

        await memory.removeDislikes(ANNA, [product('before')]);

        expect(await memory.dislikes(ANNA)).toEqual([product('after')]);
        expect(await memory.dislikes(AT_HOME)).toEqual([product('after')]);
      });

      it('takes a DISLIKE for it, until a LIKE is recorded', async () => {
        await record(anEvent('1', { kind: 'DISLIKE', sku: 'saw' }), nameless('2', { kind: 'DISLIKE' })); // prettier-ignore
        await record(anEvent('3', { kind: 'DISLIKE', sku: 'nail' }));
        await memory.claimSession(home, anna, NOON);

        expect(await memory.dislikes(ANNA)).toEqual([product('saw'), product('2'), product('nail')]); // prettier-ignore

        await record(anEvent('4', { kind: 'LIKE', sku: 'saw' }), anEvent('5', { kind: 'LIKE', sku: '2' })); // prettier-ignore
        await record(anEvent('6', { kind: 'LIKE', sku: 'nail', shopper: ben }));

        expect(await memory.dislikes(ANNA)).toEqual([product('nail')]);
      });

      it('lets a LIKE without a name take back what the owner of the session said', async () => {
        await memory.addDislikes(ANNA, [product('saw')], NOON);
        await memory.claimSession(home, anna, NOON);
        await record(nameless('1', { kind: 'LIKE', sku: 'saw' }));

        expect(await memory.dislikes(ANNA)).toEqual([]);
      });

      it('goes by the last word of a batch, and by an event once', async () => {
        const no = anEvent('1', { kind: 'DISLIKE' });
        await record(no, anEvent('2', { kind: 'LIKE' }), anEvent('3', { kind: 'LIKE', sku: 'saw' }), anEvent('4', { kind: 'DISLIKE', sku: 'saw' })); // prettier-ignore
        await record(no);

        expect(await memory.dislikes(ANNA)).toEqual([product('saw')]);
      });

      it('refuses more than a thousand, and keeps none of what it refuses', async () => {
        const many = Array.from({ length: MOST_DISLIKES }, (_, index) => product(`sku-${index}`));
        await memory.addDislikes(ANNA, many, NOON);
        await memory.addDislikes(ANNA, many.slice(0, 5), NOON);

        await expect(
          memory.addDislikes(ANNA, [product('one'), product('more')], NOON),
        ).rejects.toMatchObject({ code: 'TOO_MANY_ITEMS', details: { limit: MOST_DISLIKES } });

        expect(await memory.dislikes(ANNA)).toEqual(many);
        await memory.removeDislikes(ANNA, many.slice(0, 999));
        expect(await memory.dislikes(ANNA)).toEqual(many.slice(999));
      });
    });
  });
}
