import { SeededRandom } from '../../../../src/shared/seeded-random';
import {
  GATE_SETTINGS,
  type GateQuestion,
  type HeldOutList,
} from '../../../../src/training/gate/held-out.types';
import { judge } from '../../../../src/training/gate/judge';
import { asQuestion, heldOutLists, seeing } from '../../../support/held-out-lists';

const lists = heldOutLists({
  lists: 400,
  products: 12,
  seed: 5,
  challenger: seeing(0.5),
  champion: seeing(3),
});

const changed = (change: (list: HeldOutList, at: number) => readonly number[]) =>
  lists.map((list, at) => ({
    ...list,
    challenger: { ...list.challenger, scores: change(list, at) },
  }));

const scoresOf = (list: HeldOutList): readonly number[] => Array.from(list.challenger.scores);

function verdictOn(some: readonly HeldOutList[], facts: Partial<GateQuestion> = {}) {
  const settings = { ...GATE_SETTINGS, resamples: 300 };
  return judge(asQuestion(some, facts), settings, new SeededRandom(1));
}

const rail = (name: string, some: readonly HeldOutList[], facts: Partial<GateQuestion> = {}) =>
  verdictOn(some, facts).guardrails.find((one) => one.name === name);

describe('the guardrails', () => {
  it('let a sound challenger pass, and are all told', () => {
    const { promote, guardrails } = verdictOn(lists, {
      trainingScores: lists.map(scoresOf),
      passMs: 3,
      judgments: { challenger: [0.7, 0.6], champion: [0.6, 0.6] },
    });

    expect(promote).toBe(true);
    expect(guardrails.map(({ name, passed }) => [name, passed])).toEqual([
      ['FINITE_SCORES', true],
      ['ZERO_RESULT', true],
      ['COVERAGE', true],
      ['CALIBRATION', true],
      ['SCORE_DRIFT', true],
      ['LATENCY', true],
      ['JUDGMENTS', true],
    ]);
  });

  it('keep out a challenger that is better, and say why with both numbers', () => {
    const { promote, reasons } = verdictOn(lists, { passMs: 80 });

    expect(promote).toBe(false);
    expect(reasons).toEqual(['A list takes 80.000 ms; at most 50.000 ms may be.']);
  });

  it('leave out what nobody measured', () => {
    expect(verdictOn(lists).guardrails.map(({ name }) => name)).toEqual([
      'FINITE_SCORES',
      'ZERO_RESULT',
      'COVERAGE',
      'CALIBRATION',
    ]);
  });

  it.each([NaN, Infinity, -Infinity])('keep out a model that scores %d', (bad) => {
    const broken = changed((list, at) =>
      at === 7 ? [bad, ...scoresOf(list).slice(1)] : scoresOf(list),
    );

    expect(rail('FINITE_SCORES', broken)).toMatchObject({ passed: false, value: 1, limit: 0 });
    expect(verdictOn(broken).reasons).toEqual([
      '1 of 400 lists got scores that are no numbers; none may.',
    ]);
  });

  it('keep out a model that loses products', () => {
    const short = changed((list, at) => (at < 2 ? scoresOf(list).slice(1) : scoresOf(list)));

    expect(rail('ZERO_RESULT', short)).toMatchObject({ passed: false, value: 2 });
  });

  it('keep out a model that puts the same few products first everywhere', () => {
    // Every list holds twelve neighbours of the sixty products, so three that are divisible by four: fifteen in all.
    const narrow = changed(({ skus }) =>
      skus.map((sku) => (Number(sku.slice(4)) % 4 === 0 ? 1 : 0)),
    );

    expect(rail('COVERAGE', narrow)).toEqual({
      name: 'COVERAGE',
      passed: false,
      value: 15 / 60,
      limit: 0.5,
      words:
        'In the first 3 places stand 15 different products, and 60 by what serves: 25 %, at least 50 % are needed.',
    });
  });

  it('keep out a model that is far too sure of itself', () => {
    // The champion knows nothing and says so; the challenger knows a little and swears to it.
    const modest = lists.map((list) => ({
      ...list,
      champion: { ...list.champion, scores: list.skus.map(() => 0) },
      challenger: { ...list.challenger, scores: Array.from(list.champion.scores) },
    }));
    expect(rail('CALIBRATION', modest)?.passed).toBe(false);

    const honest = modest.map((list) => ({
      ...list,
      // 3 × relevance with noise of deviation 3: the odds that are true are a third as sharp.
      challenger: {
        ...list.challenger,
        scores: Array.from(list.challenger.scores, (score) => score / 3),
      },
    }));
    expect(rail('CALIBRATION', honest)).toMatchObject({ passed: true });
  });

  it('keep out a model whose scores have moved since it was trained', () => {
    const learnt = lists.map(scoresOf);
    const wider = learnt.map((scores) => scores.map((score) => score * 4));
    const shifted = learnt.map((scores) => scores.map((score) => score + 100));

    expect(rail('SCORE_DRIFT', lists, { trainingScores: wider })?.passed).toBe(false);
    // What is common to a list means nothing.
    expect(rail('SCORE_DRIFT', lists, { trainingScores: shifted })?.value).toBeCloseTo(0, 4);
  });

  it('keep out a model that is worse on the judgments of the shop', () => {
    const champion = Array.from({ length: 60 }, (_, query) => 0.5 + (query % 5) / 20);
    const by = (change: number) => ({
      judgments: {
        champion,
        challenger: champion.map((value, at) => value + change + (at % 2 ? 0.05 : -0.05)),
      },
    });

    expect(rail('JUDGMENTS', lists, by(0.05))?.passed).toBe(true);
    // A little lower, and chance could explain it.
    expect(rail('JUDGMENTS', lists, by(-0.005))?.passed).toBe(true);
    // Certain, however little.
    expect(rail('JUDGMENTS', lists, by(-0.018))?.passed).toBe(false);
    expect(rail('JUDGMENTS', lists, by(-0.1))).toMatchObject({
      passed: false,
      limit: -0.02,
      words: expect.stringContaining('On 60 judged queries nDCG@10 is 0.500, and 0.600') as string,
    });
  });
});
