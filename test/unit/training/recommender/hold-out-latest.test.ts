import fc from 'fast-check';
import type { InteractionLog } from '../../../../src/recommendation/learning/interaction-log.types';
import { asEpochMs } from '../../../../src/shared/clock';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { holdOutLatest } from '../../../../src/training/recommender/hold-out-latest';

const ITEMS = 6;

/** Shoppers with acts at any times. */
const anyHistory = fc
  .array(fc.array(fc.record({ item: fc.nat(ITEMS - 1), time: fc.nat(50) }), { maxLength: 12 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((shoppers) => {
    const acts = shoppers.map((own) => own.toSorted((one, other) => one.time - other.time));
    const offsets = [0];
    for (const own of acts) offsets.push((offsets.at(-1) ?? 0) + own.length);
    const flat = acts.flat();
    const log: InteractionLog = {
      itemCount: ITEMS,
      offsets: Uint32Array.from(offsets),
      items: Uint32Array.from(flat, ({ item }) => item),
      times: Float64Array.from(flat, ({ time }) => time),
      weights: new Float32Array(flat.length).fill(1),
    };
    return { log, reach: Uint8Array.from(flat, ({ item }) => item) };
  });

describe('holding out the latest', () => {
  it('never lets anything be learnt from that happened at or after the split, and asks only for new items after it', () => {
    fc.assert(
      fc.property(anyHistory, fc.option(fc.nat(60)), fc.nat(), (history, learntTo, seed) => {
        const { log } = history;
        const known = learntTo === null ? null : asEpochMs(learntTo);
        const held = holdOutLatest(history, known, new SeededRandom(seed));
        expect(held.log.times?.every((time) => time < held.split)).toBe(true);
        if (known !== null) expect(held.split).toBeGreaterThan(known);
        expect(held.reach).toHaveLength(held.log.items.length);
        // The items of the kept acts say where they came from: reach is the item here.
        expect([...held.reach]).toEqual([...held.log.items]);
        for (const { shopper, at } of held.cases) {
          const from = log.offsets[shopper] ?? 0;
          expect(at).toBeGreaterThan(0);
          expect(log.times?.[from + at]).toBeGreaterThanOrEqual(held.split);
          expect(log.items.subarray(from, from + at)).not.toContain(log.items[from + at]);
        }
      }),
    );
  });
});
