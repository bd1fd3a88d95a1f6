import fc from 'fast-check';
import { leaveOneOut } from '../../../../src/evaluation/recommend/leave-one-out';
import type { NextItemSplit } from '../../../../src/evaluation/recommend/next-item-split';
import { timeSplit } from '../../../../src/evaluation/recommend/time-split';
import type {
  InteractionLog,
  NextItemCase,
} from '../../../../src/recommendation/learning/interaction-log.types';
import { aLog } from '../../../support/a-log';

const ITEMS = 12;

const sequences = fc.array(fc.array(fc.nat({ max: ITEMS - 1 }), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 12,
});

/** Acts of one shopper as [item, time], in the order of time. */
const timedSequences = fc.array(
  fc
    .array(fc.tuple(fc.nat({ max: ITEMS - 1 }), fc.nat({ max: 1000 })), {
      minLength: 1,
      maxLength: 8,
    })
    .map((acts) => acts.sort(([, left], [, right]) => left - right)),
  { minLength: 1, maxLength: 12 },
);

const actsOf = (log: InteractionLog, shopper: number): readonly number[] => [
  ...log.items.subarray(log.offsets[shopper], log.offsets[shopper + 1]),
];

const caseOf = (cases: readonly NextItemCase[], shopper: number): NextItemCase | undefined =>
  cases.find((one) => one.shopper === shopper);

function expectHistories({ train, refit, validation, test }: NextItemSplit): void {
  for (const { shopper, history } of validation)
    expect([...history]).toEqual(actsOf(train, shopper));
  for (const { shopper, history } of test) expect([...history]).toEqual(actsOf(refit, shopper));
}

describe('leave one out', () => {
  it('keeps the last act and the one before, and together they are what came in', () => {
    fc.assert(
      fc.property(sequences, (acts) => {
        const split = leaveOneOut(aLog(ITEMS, acts));
        expectHistories(split);
        let repeated = 0;
        for (const [shopper, own] of acts.entries()) {
          const kept = own.length < 3 ? 0 : 2;
          expect(actsOf(split.train, shopper)).toEqual(own.slice(0, own.length - kept));
          expect(actsOf(split.refit, shopper)).toEqual(own.slice(0, own.length - kept / 2));
          const last = own.at(-1);
          const isNew = kept > 0 && !own.slice(0, -1).includes(last ?? -1);
          expect(caseOf(split.test, shopper)?.target).toBe(isNew ? last : undefined);
          if (kept > 0 && !isNew) repeated += 1;
        }
        expect(split.repeated).toBe(repeated);
      }),
    );
  });

  it('carries times and weights along', () => {
    const log: InteractionLog = {
      itemCount: 4,
      offsets: Uint32Array.of(0, 4),
      items: Uint32Array.of(3, 2, 1, 0),
      times: Float64Array.of(10, 20, 30, 40),
      weights: Float32Array.of(1, 2, 3, 4),
    };
    const { train } = leaveOneOut(log);
    expect(train.times).toEqual(Float64Array.of(10, 20));
    expect(train.weights).toEqual(Float32Array.of(1, 2));
  });
});

describe('a split by time', () => {
  it('learns from nothing that happened after what is to be found', () => {
    fc.assert(
      fc.property(timedSequences, fc.constantFrom(0.5, 0.7, 0.9), (acts, share) => {
        const log = aLog(
          ITEMS,
          acts.map((own) => own.map(([item]) => item)),
          {
            times: acts.map((own) => own.map(([, time]) => time)),
          },
        );
        let split: NextItemSplit;
        try {
          split = timeSplit(log, share);
        } catch (error) {
          // All at once: there is nothing to split by, and it says so.
          expect(error).toMatchObject({ code: 'INVALID_INPUT' });
          return;
        }
        expectHistories(split);
        const timeOf = (own: readonly (readonly [number, number])[], at: number) => own[at]?.[1];
        const [learnt, known] = [split.train, split.refit].map((part) =>
          Math.max(...(part.times ?? []), -1),
        );
        for (const { shopper, history, target } of split.test) {
          const own = acts[shopper] ?? [];
          const at = own.findIndex(([item], place) => place >= history.length && item === target);
          expect(timeOf(own, at)).toBeGreaterThan(known ?? Infinity);
          // The first new one: whatever stands between was known before.
          for (const [item] of own.slice(history.length, at)) expect(history).toContain(item);
        }
        for (const { shopper, history } of split.validation) {
          const next = timeOf(acts[shopper] ?? [], history.length);
          expect(next).toBeGreaterThan(learnt ?? Infinity);
        }
      }),
    );
  });

  it('needs times, and says what else can be done', () => {
    expect(() => timeSplit(aLog(3, [[0, 1, 2]]), 0.9)).toThrow(/Split by leave-one-out/);
  });
});
