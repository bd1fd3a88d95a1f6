import fc from 'fast-check';
import { AveragedAdam } from '../../../../ml-models/sequence/averaged-adam';

const settings = { rate: 0.1, averageKeeps: 0.9 };

/** One number, by the book: Adam, and an average that every step moves. */
class OneByOne {
  private mean = 0;
  private square = 0;
  average: number;

  constructor(public value: number) {
    this.average = value;
  }

  step(step: number, gradient: number | null): void {
    if (gradient !== null) {
      this.mean = 0.9 * this.mean + 0.1 * gradient;
      this.square = 0.999 * this.square + 0.001 * gradient ** 2;
      const mean = this.mean / (1 - 0.9 ** step);
      const square = this.square / (1 - 0.999 ** step);
      this.value -= (settings.rate * mean) / (Math.sqrt(square) + 1e-8);
    }
    const keeps = Math.min(settings.averageKeeps, step / (9 + step));
    this.average = keeps * this.average + (1 - keeps) * this.value;
  }
}

/** By step: the gradient of each of two rows of one number; null: the row rests. */
const histories = fc.array(
  fc.tuple(
    ...([0, 1] as const).map(() =>
      fc.option(fc.double({ min: -5, max: 5, noNaN: true }), { nil: null }),
    ),
  ),
  { maxLength: 30 },
);

function play(
  adam: AveragedAdam,
  history: readonly (readonly (number | null)[])[],
  from = 1,
): void {
  history.forEach((gradients, at) => {
    adam.begin(from + at);
    gradients.forEach((gradient, row) => {
      if (gradient !== null) adam.move(row, Float32Array.of(gradient), 0);
    });
  });
}

describe('Adam over rows', () => {
  it('moves weights and their average as the definition does, also of rows that rest in between', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const adam = AveragedAdam.from(Float32Array.of(0.5, -2), 1, settings);
        play(adam, history);
        adam.settle();
        [0.5, -2].forEach((start, row) => {
          const byTheBook = new OneByOne(start);
          history.forEach((gradients, at) => {
            byTheBook.step(at + 1, gradients[row] ?? null);
          });
          expect(adam.state.values[row]).toBeCloseTo(byTheBook.value, 4);
          expect(adam.state.average[row]).toBeCloseTo(byTheBook.average, 4);
        });
      }),
    );
  });

  it('goes on from its state as if it had not been interrupted', () => {
    fc.assert(
      fc.property(histories, histories, (before, after) => {
        const whole = AveragedAdam.from(Float32Array.of(0.5, -2), 1, settings);
        play(whole, [...before, ...after]);
        const first = AveragedAdam.from(Float32Array.of(0.5, -2), 1, settings);
        play(first, before);
        const second = new AveragedAdam(first.state, 1, settings);
        second.resumeAfter(before.length);
        play(second, after, before.length + 1);
        expect(second.state).toEqual(whole.state);
      }),
    );
  });
});
