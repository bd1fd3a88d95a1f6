import fc from 'fast-check';
import { itemNeighbourWorkshop } from '../../../ml-models/neighbours/item-neighbour-workshop';
import { userNeighbourWorkshop } from '../../../ml-models/neighbours/user-neighbour-workshop';
import { popularityWorkshop } from '../../../ml-models/popularity/popularity-workshop';
import { transitionWorkshop } from '../../../ml-models/transitions/transition-workshop';
import type {
  Lessons,
  RecommenderWorkshop,
} from '../../../src/recommendation/learning/recommender-workshop.port';
import type {
  Recommender,
  ScoringContext,
} from '../../../src/recommendation/learning/recommender.port';
import { aLog } from '../../support/a-log';
import { fitAndRead, fitOrder } from '../../support/fit-recommender';

const ITEMS = 9;

const lessons = (...log: Parameters<typeof aLog>): Lessons => ({
  log: aLog(...log),
  features: null,
  baskets: null,
});

const past = (...items: readonly number[]): ScoringContext => ({
  past: items.map((item) => ({ item, weight: 1, ageMs: null })),
});

const scoresOf = async (recommender: Recommender, context: ScoringContext) => {
  const [row] = await recommender.score([context]);
  return [...(row ?? [])];
};

const COUNTERS: readonly RecommenderWorkshop[] = [
  popularityWorkshop,
  transitionWorkshop,
  itemNeighbourWorkshop,
  userNeighbourWorkshop,
];

/** By shopper, what was touched and how much it tells. */
const someActs = fc.array(
  fc.array(fc.tuple(fc.nat({ max: ITEMS - 1 }), fc.constantFrom(0.5, 1, 3)), {
    minLength: 1,
    maxLength: 7,
  }),
  { minLength: 1, maxLength: 6 },
);

const weighed = (acts: readonly (readonly (readonly [number, number])[])[]): Lessons =>
  lessons(
    ITEMS,
    acts.map((own) => own.map(([item]) => item)),
    { weights: acts.map((own) => own.map(([, weight]) => weight)) },
  );

describe.each(COUNTERS)('$name', (workshop) => {
  it('gives, gone on from an earlier fit with new acts only, the very bytes that all acts at once give', async () => {
    await fc.assert(
      fc.asyncProperty(someActs, someActs, async (before, since) => {
        const order = fitOrder(workshop.defaults);
        const { artefact: previous } = await workshop.fit(weighed(before), order);
        const onwards = await workshop.fit(weighed(since), { ...order, previous });
        const atOnce = await workshop.fit(weighed([...before, ...since]), order);
        expect(Buffer.compare(onwards.artefact, atOnce.artefact)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('goes on with nothing new', async () => {
    const order = fitOrder(workshop.defaults);
    const { artefact: previous } = await workshop.fit(lessons(3, [[0, 1, 2]]), order);
    const { artefact } = await workshop.fit(lessons(3, []), { ...order, previous });
    expect(Buffer.compare(artefact, previous)).toBe(0);
  });

  it('goes on with a catalogue that has grown', async () => {
    const order = fitOrder(workshop.defaults);
    const { artefact: previous } = await workshop.fit(lessons(3, [[0, 1, 2]]), order);
    const { artefact } = await workshop.fit(lessons(5, [[0, 4], [3, 4]]), { ...order, previous }); // prettier-ignore
    const recommender = await workshop.read(artefact);
    expect(recommender.itemCount).toBe(5);
    const scores = await scoresOf(recommender, past(0));
    expect(scores[4]).toBeGreaterThan(0);
    expect(scores[1]).toBeGreaterThan(0);
  });

  it('has an answer for a past that is empty, unheard of, or of 100,000 acts', async () => {
    const recommender = await fitAndRead(workshop, lessons(4, [[0, 1, 2], [0, 1], [2, 3]])); // prettier-ignore
    const long = past(...Array.from({ length: 100_000 }, (_, at) => at % 2));
    const rows = await recommender.score([past(), past(77), long]);
    for (const row of rows) expect([...row].every(Number.isFinite)).toBe(true);
    expect(Math.max(...(rows[2] ?? []))).toBeGreaterThan(0);
    expect(recommender.because(past(), 1)).toBeNull();
    expect(recommender.because(past(77), 1)).toBeNull();
  });

  it('refuses to learn from nothing', async () => {
    await expect(fitAndRead(workshop, lessons(3, []))).rejects.toMatchObject({
      code: 'NOTHING_TO_LEARN',
    });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const stopped = workshop.fit(lessons(3, [[0, 1]]), fitOrder(workshop.defaults, { signal }));
    await expect(stopped).rejects.toThrow('enough');
  });

  it('refuses options out of range, naming them', async () => {
    const [name] = Object.keys(workshop.defaults);
    const options = { ...workshop.defaults, [name ?? '']: -1 };
    await expect(workshop.fit(lessons(2, [[0, 1]]), fitOrder(options))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(`${name ?? ''} is -1`) as string,
    });
  });

  it('refuses an artefact of another kind, or one that was cut short', async () => {
    const other = COUNTERS.find((one) => one !== workshop) ?? workshop;
    const order = fitOrder({});
    const { artefact: wrong } = await other.fit(lessons(2, [[0, 1]]), { ...order, options: other.defaults }); // prettier-ignore
    await expect(workshop.read(wrong)).rejects.toMatchObject({ code: 'MODEL_INCOMPATIBLE' });
    await expect(workshop.read(wrong.subarray(0, -1))).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
    });
  });
});

describe('popularity', () => {
  it('counts acts by their weights', async () => {
    const recommender = await fitAndRead(
      popularityWorkshop,
      lessons(3, [[0, 1], [1]], { weights: [[1, 2], [0.5]] }),
    );
    expect(await scoresOf(recommender, past())).toEqual([1, 2.5, 0]);
  });

  it('lets an act count half after one half-life, also across two fits', async () => {
    const DAY = 86_400_000;
    const order = fitOrder({ halfLifeDays: 2 });
    const log = (time: number, item: number) => lessons(2, [[item]], { times: [[time]] });
    const { artefact: previous } = await popularityWorkshop.fit(log(10 * DAY, 0), order);
    const { artefact } = await popularityWorkshop.fit(log(14 * DAY, 1), { ...order, previous });
    const scores = await scoresOf(await popularityWorkshop.read(artefact), past());
    expect(scores[0]).toBeCloseTo(1 / 4);
    expect(scores[1]).toBe(1);
    // What comes late but happened early counts as little as if it had come in time.
    const late = await popularityWorkshop.fit(log(10 * DAY, 1), { ...order, previous: artefact });
    const scoresAfter = await scoresOf(await popularityWorkshop.read(late.artefact), past());
    expect(scoresAfter[1]).toBeCloseTo(1 + 1 / 4);
  });
});

describe('transitions', () => {
  const plain = {
    ...transitionWorkshop.defaults,
    ...{ lengthExponent: 0, shrinkage: 0, popularityExponent: 0, power: 1, prior: 0 },
  };

  it('count what came after more than what came before, and the near more than the far', async () => {
    const options = { ...plain, gapDecay: 0.5, backward: 0.2 };
    const recommender = await fitAndRead(transitionWorkshop, lessons(4, [[0, 1, 2, 3]]), {
      options,
    });
    const scores = await scoresOf(recommender, past(1));
    // 2 came right after; 3 after one between; 0 right before.
    expect(scores[2]).toBeCloseTo(1, 3);
    expect(scores[3]).toBeCloseTo(0.5, 3);
    expect(scores[0]).toBeCloseTo(0.2, 3);
    expect(scores[1]).toBe(0);
  });

  it('are what the formula says, for whatever was done', async () => {
    const acts = fc.array(fc.array(fc.nat({ max: ITEMS - 1 }), { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(acts, fc.nat({ max: ITEMS - 1 }), async (logged, from) => {
        const options = { ...transitionWorkshop.defaults, window: 3, prior: 0, shrinkage: 2 };
        const recommender = await fitAndRead(transitionWorkshop, lessons(ITEMS, logged), {
          options,
        });
        const scores = await scoresOf(recommender, past(from));
        for (let to = 0; to < ITEMS; to += 1) {
          const { after, before } = seenBetween(logged, from, to, options);
          const plainly = { ...options, gapDecay: 1, lengthExponent: 0 };
          const times = seenBetween(logged, from, to, plainly);
          const seen = times.after + times.before;
          const popularity =
            (touch(logged, from) * touch(logged, to)) ** options.popularityExponent;
          const damped =
            ((after + options.backward * before) * seen) /
            (popularity * (seen + options.shrinkage));
          expect(scores[to]).toBeCloseTo(
            from === to || seen === 0 ? 0 : damped ** options.power,
            3,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('name the item of the past that leads there most', async () => {
    const recommender = await fitAndRead(
      transitionWorkshop,
      lessons(5, [[0, 3], [0, 3], [1, 4], [2, 0]]), // prettier-ignore
    );
    expect(recommender.because(past(0, 1), 3)).toBe(0);
    expect(recommender.because(past(0, 1), 4)).toBe(1);
    expect(recommender.because(past(1), 3)).toBeNull();
  });

  it('say nothing but popularity of what nothing leads to, and nothing at all without a past', async () => {
    const recommender = await fitAndRead(transitionWorkshop, lessons(4, [[0, 1], [3]])); // prettier-ignore
    const scores = await scoresOf(recommender, past(0));
    expect(scores[1]).toBeGreaterThan(scores[3] ?? NaN);
    expect(scores[3]).toBeGreaterThan(0);
    expect(scores[2]).toBe(0);
    expect(await scoresOf(recommender, past())).toEqual([0, 0, 0, 0]);
  });

  it('cannot go on from what counted otherwise, or kept no counters', async () => {
    const fit = (options: object, previous: Uint8Array | null) =>
      transitionWorkshop.fit(
        lessons(2, [[0, 1]]),
        fitOrder({ ...transitionWorkshop.defaults, ...options }, { previous }),
      );
    const { artefact: narrow } = await fit({ window: 2 }, null);
    await expect(fit({ window: 3 }, narrow)).rejects.toThrow(
      'counted with window 2, this one with 3',
    );
    const { artefact: bare } = await fit({ keepCounters: false }, null);
    await expect(fit({}, bare)).rejects.toThrow('kept no counters');
  });
});

describe('item neighbours', () => {
  const cosine = {
    ...itemNeighbourWorkshop.defaults,
    ...{ lengthExponent: 0, popularityExponent: 0.5, shrinkage: 0, power: 1 },
  };

  it('are, with these options, those of the plain cosine', async () => {
    const acts = fc.array(
      fc.uniqueArray(fc.nat({ max: ITEMS - 1 }), { minLength: 1, maxLength: 6 }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(acts, fc.nat({ max: ITEMS - 1 }), async (logged, from) => {
        const recommender = await fitAndRead(itemNeighbourWorkshop, lessons(ITEMS, logged), {
          options: cosine,
        });
        const scores = await scoresOf(recommender, past(from));
        const withBoth = (a: number, b: number) =>
          logged.filter((own) => own.includes(a) && own.includes(b)).length;
        for (let to = 0; to < ITEMS; to += 1) {
          const shared = from === to ? 0 : withBoth(from, to);
          const length = Math.sqrt(withBoth(from, from) * withBoth(to, to));
          expect(scores[to]).toBeCloseTo(shared === 0 ? 0 : shared / length, 5);
        }
      }),
    );
  });

  it('keep the nearest only, and go by all of the past alike', async () => {
    const recommender = await fitAndRead(
      itemNeighbourWorkshop,
      lessons(4, [[0, 1], [0, 1], [0, 2], [3, 2], [2]]), // prettier-ignore
      { options: { ...cosine, neighbours: 1 } },
    );
    expect((await scoresOf(recommender, past(0))).map((score) => score > 0)).toEqual([
      ...[false, true, false, false],
    ]);
    const [oneWay, otherWay] = await recommender.score([past(0, 3), past(3, 0)]);
    expect(oneWay).toEqual(otherWay);
    expect(recommender.because(past(0, 3), 1)).toBe(0);
    expect(recommender.because(past(0, 3), 2)).toBe(3);
  });

  it('count the last items of a shopper who touched too many', async () => {
    const recommender = await fitAndRead(itemNeighbourWorkshop, lessons(4, [[0, 1, 2, 3]]), {
      options: { ...cosine, historyLength: 2 },
    });
    expect((await scoresOf(recommender, past(2))).map((score) => score > 0)).toEqual([
      ...[false, false, false, true],
    ]);
  });
});

describe('user neighbours', () => {
  it('answer a past that nobody ever had, by those who share something with it', async () => {
    const recommender = await fitAndRead(
      userNeighbourWorkshop,
      lessons(6, [[0, 1, 2], [3, 4], [5]]), // prettier-ignore
    );
    const scores = await scoresOf(recommender, past(0, 3));
    expect(scores[2]).toBeGreaterThan(0);
    expect(scores[4]).toBeGreaterThan(0);
    expect(scores[5]).toBe(0);
    expect(recommender.because(past(0, 3), 2)).toBe(0);
    expect(recommender.because(past(0, 3), 4)).toBe(3);
    expect(recommender.because(past(0, 3), 5)).toBeNull();
  });

  it('ask the most alike only, and a rare item in common counts more than a common one', async () => {
    const recommender = await fitAndRead(
      userNeighbourWorkshop,
      lessons(5, [[0, 1, 3], [0, 4], [0], [0]]), // prettier-ignore
      { options: { ...userNeighbourWorkshop.defaults, neighbours: 1, lengthExponent: 0 } },
    );
    const scores = await scoresOf(recommender, past(1, 0));
    expect(scores[3]).toBeGreaterThan(0);
    expect(scores[4]).toBe(0);
  });

  it('give the same for a context, whatever was asked before', async () => {
    const recommender = await fitAndRead(
      userNeighbourWorkshop,
      lessons(4, [[0, 1], [1, 2], [2, 3]]), // prettier-ignore
    );
    const [alone] = await recommender.score([past(1)]);
    const [, among] = await recommender.score([past(0, 2), past(1), past(3)]);
    expect(among).toEqual(alone);
  });
});

/** How often an item was touched. */
const touch = (logged: readonly (readonly number[])[], item: number): number =>
  logged.flat().filter((other) => other === item).length;

/** The sums of the formula, in both directions, as plainly as can be. */
function seenBetween(
  logged: readonly (readonly number[])[],
  from: number,
  to: number,
  options: { readonly window: number; readonly gapDecay: number; readonly lengthExponent: number },
): { readonly after: number; readonly before: number } {
  const between = (own: readonly number[], a: number, b: number): number =>
    b > a && b - a <= options.window
      ? options.gapDecay ** (b - a - 1) * own.length ** -options.lengthExponent
      : 0;
  const places = (own: readonly number[], item: number) =>
    [...own.keys()].filter((at) => own[at] === item);
  const sum = (first: number, second: number): number =>
    logged
      .flatMap((own) =>
        places(own, first).flatMap((a) => places(own, second).map((b) => between(own, a, b))),
      )
      .reduce((total, part) => total + part, 0);
  return { after: sum(from, to), before: sum(to, from) };
}
