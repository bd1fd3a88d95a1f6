import fc from 'fast-check';
import { latestOf, trainingWindows } from '../../../../ml-models/sequence/training-windows';
import type { InteractionLog } from '../../../../src/recommendation/learning/interaction-log.types';

const ITEMS = 5;

function logOf(
  histories: readonly (readonly number[])[],
  weights: Float32Array | null = null,
): InteractionLog {
  const offsets = Uint32Array.from([
    0,
    ...histories.map((_, at) => histories.slice(0, at + 1).flat().length),
  ]);
  return {
    itemCount: ITEMS,
    offsets,
    items: Uint32Array.from(histories.flat()),
    times: null,
    weights,
  };
}

const histories = fc.array(fc.array(fc.nat(ITEMS - 1), { maxLength: 15 }), { maxLength: 5 });

describe('the windows of a training', () => {
  it('have every step from an item to another one exactly once, in what went in and what came next', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 6 }), (log, length) => {
        const windows = trainingWindows(logOf(log), length);
        const learnt = windows.flatMap(({ inputs, targets }) =>
          Array.from(inputs, (item, at) => `${item}>${targets[at] ?? '?'}`),
        );
        const steps = log.flatMap((history) =>
          history
            .slice(1)
            .map((item, at) => [history[at], item] as const)
            .filter(([before, item]) => before !== item)
            .map(([before, item]) => `${before ?? '?'}>${item}`),
        );
        expect(learnt.toSorted()).toEqual(steps.toSorted());
        expect(windows.every(({ inputs }) => inputs.length >= 1 && inputs.length <= length)).toBe(
          true,
        );
      }),
    );
  });

  it('weigh a step by the act that it leads to', () => {
    const [window] = trainingWindows(logOf([[0, 1, 2]], Float32Array.of(7, 2, 3)), 10);
    expect([...(window?.weights ?? [])]).toEqual([2, 3]);
  });

  it('look at the latest known items only', () => {
    expect(latestOf([9, 1, 2, 2, 9, 2, 3], 2, ITEMS)).toEqual([2, 3]);
    expect(latestOf([9, 1, 2, 2, 9, 2, 3], 9, ITEMS)).toEqual([1, 2, 3]);
    expect(latestOf([9], 9, ITEMS)).toEqual([]);
  });
});
