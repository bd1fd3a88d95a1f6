import {
  BOUGHT,
  HistoryGatherer,
  PUT_IN_CART,
} from '../../../../src/training/recommender/shop-history';
import { basketsOf } from '../../../../src/training/recommender/baskets-of';
import { isRobot } from '../../../../src/training/recommender/is-robot';
import type { ShopperEvent } from '../../../../src/feedback/shopper-event.types';
import { asEpochMs } from '../../../../src/shared/clock';
import { asSessionId, asShopperId, asSku } from '../../../../src/shared/ids';
import { anEvent, NOON } from '../../../support/an-event';

let events = 0;
const at = (minute: number, sku: string, facts: Partial<ShopperEvent> = {}) =>
  anEvent(`e${(events += 1)}`, {
    occurredAt: asEpochMs(NOON + 60_000 * minute),
    ...facts,
    sku: asSku(sku),
  });

function historyOf(
  seen: readonly ShopperEvent[],
  owners: ReadonlyMap<ShopperEvent['session'], ShopperEvent['shopper']> = new Map(),
) {
  const gatherer = new HistoryGatherer();
  for (const event of seen)
    gatherer.see({ event, actor: owners.get(event.session) ?? event.shopper });
  return gatherer.history([...gatherer.touched()].sort());
}

/** What each person did, by name. */
function ways({ log, skus }: ReturnType<typeof historyOf>): string[][] {
  return Array.from({ length: log.offsets.length - 1 }, (_, person) =>
    Array.from(log.items.subarray(log.offsets[person], log.offsets[person + 1]), (item) =>
      String(skus[item]),
    ),
  );
}

const ben = { shopper: asShopperId('ben'), session: null };
const nameless = { shopper: null, session: asSessionId('visit-9') };

describe('what recommenders learn from', () => {
  it('is what each person did, in time, however it was recorded', () => {
    const history = historyOf([at(3, 'c'), at(1, 'a'), at(5, 'x', ben), at(2, 'b')]);
    expect(ways(history)).toEqual([['a', 'b', 'c'], ['x']]);
    expect([...(history.log.times ?? [])].slice(0, 3)).toEqual([1, 2, 3].map((minute) => NOON + 60_000 * minute)); // prettier-ignore
  });

  it('is what speaks for a product, and not that it was shown or disliked', () => {
    const history = historyOf([
      at(1, 'a'),
      at(2, 'b', { kind: 'IMPRESSION' }),
      at(3, 'c', { kind: 'DISLIKE' }),
      at(4, 'd', { kind: 'RATING', rating: 1 }),
      at(5, 'e', { kind: 'RATING', rating: 5 }),
    ]);
    expect(ways(history)).toEqual([['a', 'e']]);
  });

  it('counts what follows itself once, as strong as the strongest', () => {
    const history = historyOf([
      at(1, 'a'),
      at(2, 'a', { kind: 'ADD_TO_CART' }),
      at(3, 'a', { kind: 'PURCHASE' }),
      at(4, 'b'),
      at(5, 'a'),
    ]);
    expect(ways(history)).toEqual([['a', 'b', 'a']]);
    expect([...(history.log.weights ?? [])]).toEqual([10, 1, 1]);
    expect(history.reach[0]).toBe(BOUGHT);
  });

  it('gives what was done without a name to whoever the session belongs to', () => {
    const owners = new Map([[nameless.session, ben.shopper]]);
    const claimed = historyOf([at(1, 'a', nameless), at(3, 'c', ben)], owners);
    expect(ways(claimed)).toEqual([['a', 'c']]);
    const strangers = historyOf([at(1, 'a', nameless), at(3, 'c', ben)]);
    expect(ways(strangers)).toEqual([['a'], ['c']]);
  });

  it('leaves out whoever touches more within a minute than hands can, and counts them', () => {
    const fast = Array.from({ length: 61 }, (_, one) => at(one / 100, `p${one}`, ben));
    const history = historyOf([...fast, at(1, 'a')]);
    expect(ways(history)).toEqual([['a']]);
    expect(history.robots).toBe(1);
  });

  it('takes nobody for a robot who does as much, but slowly, or with few products', () => {
    const acts = (everyMs: number, products: number) =>
      Array.from({ length: 200 }, (_, one) => ({ item: one % products, time: one * everyMs }));
    expect(isRobot(acts(1000, 200))).toBe(false);
    expect(isRobot(acts(10, 60))).toBe(false);
    expect(isRobot(acts(10, 61))).toBe(true);
  });
});

describe('baskets', () => {
  const purchase = { kind: 'PURCHASE' } as const;

  it('are what one person bought within a day', () => {
    const history = historyOf([
      at(1, 'a', purchase),
      at(2, 'b', purchase),
      at(3, 'c'),
      at(24 * 60 + 1, 'd', purchase),
      at(24 * 60 + 2, 'a', { ...purchase }),
      at(5, 'e', { ...purchase, ...ben }),
    ]);
    const baskets = basketsOf(history.log, history.reach);
    const names = Array.from(baskets?.items ?? [], (item) => history.skus[item]);
    expect([...(baskets?.offsets ?? [])]).toEqual([0, 2, 4]);
    expect(names).toEqual(['a', 'b', 'd', 'a']);
  });

  it('are what was put into carts where nothing was bought, and nothing where nothing was', () => {
    const carts = historyOf([
      at(1, 'a', { kind: 'ADD_TO_CART' }),
      at(2, 'b', { kind: 'ADD_TO_CART' }),
      at(3, 'c'),
    ]);
    expect(basketsOf(carts.log, carts.reach)?.items).toHaveLength(2);
    expect(Math.max(...carts.reach)).toBe(PUT_IN_CART);
    const looks = historyOf([at(1, 'a'), at(2, 'b')]);
    expect(basketsOf(looks.log, looks.reach)).toBeNull();
  });
});
