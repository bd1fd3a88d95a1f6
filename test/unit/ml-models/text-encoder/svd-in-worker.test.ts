import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SparseMatrixBuilder } from '../../../../ml-models/runtime/sparse-matrix';
import { svdHere, svdInWorker } from '../../../../ml-models/text-encoder/svd-in-worker';
import { SeededRandom } from '../../../../src/shared/seeded-random';

/** As `npm run build:server` compiles it; `npm test` builds first. */
const PROGRAM = join(__dirname, '../../../../dist/ml-models/text-encoder/svd-worker.js');

function randomMatrix(rows: number, columns: number) {
  const random = new SeededRandom(1);
  const builder = new SparseMatrixBuilder();
  for (let row = 0; row < rows; row += 1) {
    const places = new Set(Array.from({ length: 20 }, () => random.below(columns)));
    builder.addRow([...places].map((place) => [place, random.next()]));
  }
  return builder.build(columns);
}

const unheard = { signal: new AbortController().signal, onRound: () => undefined };

describe('a decomposition in a thread of its own', () => {
  beforeAll(() => {
    if (!existsSync(PROGRAM))
      throw new Error('Run `npm run build:server` first: there is no dist/');
  });

  it('gives the bits that it gives here, tells how far it is, and leaves the matrix to its owner', async () => {
    const task = { matrix: randomMatrix(200, 100), options: { rank: 10, seed: 3 } };
    const rounds: number[] = [];

    const there = await svdInWorker(PROGRAM)(task, {
      ...unheard,
      onRound: (done) => rounds.push(done),
    });

    expect(there).toEqual(await svdHere(task, unheard));
    expect(rounds).toEqual([1, 2, 3, 4, 5, 6]);
    expect(task.matrix.values.length).toBeGreaterThan(0);
  });

  it('leaves the event loop free', async () => {
    const task = { matrix: randomMatrix(3000, 2000), options: { rank: 60, seed: 3 } };
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await svdInWorker(PROGRAM)(task, unheard);
    clearInterval(timer);

    // Without a thread, none would happen between the start and the end.
    expect(turns).toBeGreaterThan(5);
  });

  it('ends when it is told to, with the reason', async () => {
    const task = {
      matrix: randomMatrix(3000, 2000),
      options: { rank: 100, seed: 3, rounds: 10_000 },
    };
    const controller = new AbortController();
    const working = svdInWorker(PROGRAM)(task, {
      signal: controller.signal,
      onRound: () => {
        controller.abort(new Error('enough'));
      },
    });

    await expect(working).rejects.toThrow('enough');
    await expect(
      svdInWorker(PROGRAM)(task, { ...unheard, signal: controller.signal }),
    ).rejects.toThrow('enough');
  });

  it('fails when the program is not there', async () => {
    const task = { matrix: randomMatrix(5, 5), options: { rank: 1, seed: 3 } };
    await expect(svdInWorker('/nowhere/svd-worker.js')(task, unheard)).rejects.toThrow('nowhere');
  });
});
