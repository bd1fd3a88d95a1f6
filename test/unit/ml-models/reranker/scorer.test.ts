import { Scorer, type ScorerSettings } from '../../../../ml-models/reranker/scorer';
import { scoreRows } from '../../../../ml-models/reranker/score-rows';
import type { Engine } from '../../../../ml-models/runtime/engine.types';
import { problemOfNativePackage } from '../../../../ml-models/runtime/installed-packages';
import { ENGINES, openEngine } from '../../../../ml-models/runtime/open-engine';
import { Deadline, systemStopwatch } from '../../../../src/shared/deadline';
import { systemTimer } from '../../../../src/shared/timer';
import { randomRanker, randomRows } from '../../../support/random-ranker';

const ranker = randomRanker(1, 12, 16);
const rowsOf = (seed: number, rows: number) => randomRows(seed, rows, 12);

function expectAgreement(scores: Float32Array, rows: ReturnType<typeof rowsOf>): void {
  const plain = scoreRows(ranker, rows);
  expect(scores).toHaveLength(plain.length);
  scores.forEach((score, row) => {
    expect(Math.abs(score - (plain[row] ?? NaN))).toBeLessThan(1e-4);
  });
}

describe('a scorer', () => {
  let engine: Engine;
  let scorer: Scorer;

  function open(settings: Partial<ScorerSettings> = {}): Scorer {
    return new Scorer(engine, ranker, {
      stopwatch: systemStopwatch,
      timer: systemTimer,
      ...settings,
    });
  }

  beforeAll(async () => {
    engine = await openEngine(['wasm']);
  });

  beforeEach(() => {
    scorer = open();
  });

  afterEach(async () => {
    await scorer.dispose();
  });

  it('scores concurrent lists in one pass, each as it would be alone', async () => {
    const lists = Array.from({ length: 64 }, (_, seed) => rowsOf(seed, 1 + (seed % 30)));
    const scores = await Promise.all(lists.map((rows) => scorer.score(rows)));
    lists.forEach((rows, at) => {
      expectAgreement(scores[at] ?? new Float32Array(0), rows);
    });
    const rows = lists.reduce((sum, list) => sum + list.rows, 0);
    expect(scorer.counts).toMatchObject({ forwardPasses: 1, lists: 64, rows, tooLate: 0 });
  });

  it('makes a list that comes alone wait for nobody', async () => {
    scorer = open({ windowMs: 1_000_000 });
    for (const seed of [1, 2])
      expectAgreement(await scorer.score(rowsOf(seed, 5)), rowsOf(seed, 5));
    expect(scorer.counts).toMatchObject({ forwardPasses: 2, lists: 2 });
  });

  it('waits for others while several come at a time', async () => {
    scorer = open({ windowMs: 20 });
    await Promise.all([scorer.score(rowsOf(1, 5)), scorer.score(rowsOf(2, 5))]);
    const first = scorer.score(rowsOf(3, 5));
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, scorer.score(rowsOf(4, 5))]);
    expect(scorer.counts).toMatchObject({ forwardPasses: 2, lists: 4 });
  });

  it('divides what is more than one pass may hold', async () => {
    scorer = open({ maxBatchSize: 10 });
    await Promise.all(Array.from({ length: 25 }, (_, seed) => scorer.score(rowsOf(seed, 5))));
    expect(scorer.counts).toMatchObject({ forwardPasses: 3, lists: 25 });
  });

  it('tells of every pass', async () => {
    const told: unknown[] = [];
    scorer = open({ onPass: (pass) => told.push(pass), stopwatch: () => 5 });
    await Promise.all([scorer.score(rowsOf(1, 5)), scorer.score(rowsOf(2, 7))]);
    expect(told).toEqual([{ lists: 2, rows: 12, queueWaitsMs: [0, 0], tookMs: 0 }]);
  });

  it('answers no rows with no scores, and computes nothing', async () => {
    expect(await scorer.score(rowsOf(1, 0))).toHaveLength(0);
    expect(scorer.counts.forwardPasses).toBe(0);
  });

  it('answers in NaN-free numbers when every feature is missing', async () => {
    const rows = rowsOf(1, 3);
    rows.values.fill(NaN);
    const scores = await scorer.score(rows);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('refuses rows of another width, and the others are scored', async () => {
    const wrong = scorer.score(randomRows(1, 3, 5));
    const right = scorer.score(rowsOf(1, 3));
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(right).resolves.toHaveLength(3);
  });

  it('does not begin for a deadline that has passed', async () => {
    const over = Deadline.after(0, systemStopwatch);
    await expect(scorer.score(rowsOf(1, 3), over)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    expect(scorer.counts.forwardPasses).toBe(0);
  });

  it('lets go of a list whose deadline comes while it waits, and scores the others', async () => {
    scorer = open({ windowMs: 60 });
    // Several come at a time, so that the next waits for others.
    await Promise.all([scorer.score(rowsOf(1, 3)), scorer.score(rowsOf(2, 4))]);
    const hurried = scorer.score(rowsOf(1, 3), Deadline.after(10, systemStopwatch));
    const patient = scorer.score(rowsOf(2, 4), Deadline.after(60_000, systemStopwatch));
    await expect(hurried).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expectAgreement(await patient, rowsOf(2, 4));
    expect(scorer.counts).toMatchObject({ lists: 3, rows: 11, tooLate: 1 });
  });

  it('answers what was asked before it is disposed of, and nothing afterwards', async () => {
    const before = engine.tf.memory().numTensors;
    const short = open();
    const asked = short.score(rowsOf(1, 3));
    const gone = short.dispose();
    await expect(short.score(rowsOf(1, 3))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expectAgreement(await asked, rowsOf(1, 3));
    await gone;
    await short.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it('holds no more tensors after 10,000 requests than after the first', async () => {
    const rows = rowsOf(1, 20);
    await scorer.score(rows);
    const { numTensors, numBytes } = engine.tf.memory();
    for (let round = 0; round < 100; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => scorer.score(rows)));
    }
    expect(scorer.counts.lists).toBe(10_001);
    expect(engine.tf.memory()).toMatchObject({ numTensors, numBytes });
  });
});

/** wasm and cpu are in every install; native engines where somebody set them up. */
const present = ENGINES.filter(
  (name) =>
    !name.startsWith('tfjs') ||
    problemOfNativePackage(`@tensorflow/${name}`, process.versions.node) === null,
);

describe('scores', () => {
  it.each(present)('on %s agree with plain arithmetic to 1e-4', async (name) => {
    const engine = await openEngine([name]);
    const scorer = new Scorer(engine, ranker, { stopwatch: systemStopwatch, timer: systemTimer });
    const rows = rowsOf(3, 200);
    expectAgreement(await scorer.score(rows), rows);
    await scorer.dispose();
  });
});
