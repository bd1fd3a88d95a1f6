import { scoreRows } from '../../../ml-models/reranker/score-rows';
import { featureMatrix } from '../../../src/ranking/feature-matrix';
import type { ListScorer } from '../../../src/ranking/list-scorer.port';
import { rowsByScore } from '../../../src/ranking/row-order';
import { asEpochMs } from '../../../src/shared/clock';
import { TroveError } from '../../../src/shared/errors';
import type { After } from '../../../src/shared/timer';
import { freshSqlite } from '../../support/databases';
import { eventually } from '../../support/eventually';
import { randomRanker, randomRows } from '../../support/random-ranker';
import { randomRankerBytes, resealed } from '../../support/random-ranker-bytes';
import { idOf, openServedModels, type ServedModels } from '../../support/served-models';

const LIST = randomRows(5, 100);
const plainScores = new Map([1, 2, 3].map((seed) => [idOf(seed), scoreRows(randomRanker(seed), LIST)])); // prettier-ignore

/** Scores the list and says which model did. */
const scoreList = async (scorer: ListScorer | null) =>
  scorer === null ? null : { model: scorer.model, scores: await scorer.score(LIST) };

function expectScoresOf(model: string, scores: Float32Array): void {
  const plain = [...plainScores].find(([id]) => id === model)?.[1] ?? new Float32Array();
  const differences = plain.map((score, row) => Math.abs(score - (scores[row] ?? NaN)));
  expect(scores).toHaveLength(LIST.rows);
  expect(Math.max(...differences)).toBeLessThan(1e-4);
}

describe('the models that serve', () => {
  const databases = freshSqlite();
  let world: ServedModels;
  /** What is to happen later, with its delay in milliseconds. */
  let later: { readonly delayMs: number; readonly work: () => void }[];
  const after: After = (delayMs, work) => {
    const entry = { delayMs, work };
    later.push(entry);
    return () => {
      later = later.filter((other) => other !== entry);
    };
  };

  function letTimePass(): void {
    for (const { work } of later.splice(0)) work();
  }

  beforeEach(async () => {
    later = [];
    world = await openServedModels(await databases.open(), after);
  });

  afterEach(async () => {
    const closing = world.live.close();
    letTimePass();
    await closing;
  });

  const serving = () => world.live.withChampion(scoreList);
  const championOf = () => world.live.status().champion?.model ?? null;

  it('are none before one was promoted', async () => {
    await world.add(1);
    await world.live.lookAgain();
    expect(await serving()).toBeNull();
    expect(world.live.status()).toMatchObject({ engine: null, champion: null, isBehind: false });
  });

  it('are the one that the registry names, then the next', async () => {
    for (const seed of [1, 2, 1]) {
      const id = await world.promote(seed);
      await world.live.lookAgain();
      const answer = await serving();
      expect(answer?.model).toBe(id);
      expectScoresOf(id, answer?.scores ?? new Float32Array());
    }
    expect(world.live.status()).toMatchObject({ engine: 'wasm', isBehind: false });
  });

  it('are none again after a roll-back to keyword order', async () => {
    await world.promote(1);
    await world.live.lookAgain();
    await world.registry.rollBack('RERANKER', { reason: 'a test', at: asEpochMs(99) });
    await world.live.lookAgain();
    expect(await serving()).toBeNull();
  });

  it('change under load without a failure, and every answer is of one version', async () => {
    await world.promote(1);
    await world.live.lookAgain();
    const seen = new Set<string>();
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) {
        await world.live.withChampion(async (scorer) => {
          const first = await scoreList(scorer);
          // As long as features take to work out: meanwhile another version may serve.
          await new Promise((resolve) => setTimeout(resolve, 2));
          const second = await scoreList(scorer);
          expect(first?.model).toBe(second?.model);
          for (const answer of [first, second]) {
            expectScoresOf(answer?.model ?? '', answer?.scores ?? new Float32Array());
            seen.add(answer?.model ?? '');
          }
        });
      }
    };
    const clients = Array.from({ length: 32 }, client);
    for (const seed of [2, 3, 1, 2, 3]) {
      await world.promote(seed);
      await world.live.lookAgain();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    isOver = true;
    await Promise.all(clients);
    expect([...seen].sort()).toEqual([1, 2, 3].map(idOf));
    expect(championOf()).toBe(idOf(3));
  });

  it('leave no memory behind, however often they change', async () => {
    const { tf } = world.engine;
    await world.promote(1);
    await world.live.lookAgain();
    await serving();
    const before = tf.memory();
    for (let round = 0; round < 10; round += 1)
      for (const seed of [2, 3, 1]) {
        await world.promote(seed);
        await world.live.lookAgain();
        await serving();
      }
    await eventually(() => tf.memory().numTensors === before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
    const closing = world.live.close();
    letTimePass();
    await closing;
    expect(tf.memory().numTensors).toBe(before.numTensors - 4);
  });

  it('let one go only when what it was asked has been answered', async () => {
    await world.promote(1);
    await world.live.lookAgain();
    let goOn = (): void => undefined;
    const pause = new Promise<void>((resolve) => (goOn = resolve));
    const answer = world.live.withChampion(async (scorer) => {
      await pause;
      return scoreList(scorer);
    });
    await world.promote(2);
    await world.live.lookAgain();
    expect(championOf()).toBe(idOf(2));
    goOn();
    expect((await answer)?.model).toBe(idOf(1));
  });

  describe('that cannot be used', () => {
    beforeEach(async () => {
      await world.promote(1);
      await world.live.lookAgain();
    });

    const refusals = () => world.logged.filter(({ level }) => level === 'error');

    it('are refused when their bytes are damaged: the one before stays; mended, they serve', async () => {
      const id = await world.add(2);
      await world.spoil(id);
      await world.promote(2);
      for (let times = 0; times < 3; times += 1) await world.live.lookAgain();
      expect((await serving())?.model).toBe(idOf(1));
      expect(world.live.status()).toMatchObject({
        isBehind: true,
        loadsRefused: 1,
        refused: [{ model: id, code: 'MODEL_CORRUPT' }],
      });
      expect(refusals()).toHaveLength(1);
      await world.spoil(id);
      await world.live.lookAgain();
      expect((await serving())?.model).toBe(id);
      expect(world.live.status()).toMatchObject({ isBehind: false, refused: [] });
    });

    it.each<[string, Parameters<ServedModels['add']>[1], string]>([
      ['were cut short', { bytes: randomRankerBytes(2).subarray(0, -40) }, 'MODEL_CORRUPT'],
      ['are empty', { bytes: Buffer.alloc(0) }, 'MODEL_CORRUPT'],
      ['hold weights that are no numbers', { bytes: resealed(randomRankerBytes(2), (body) => body.writeFloatLE(NaN, body.length - 8)) }, 'MODEL_CORRUPT'],
      ['give scores beyond all numbers', { bytes: resealed(randomRankerBytes(2), (body) => { for (let at = body.length - 60; at < body.length; at += 4) body.writeFloatLE(3e38, at); }) }, 'MODEL_CORRUPT'],
      ['read another list of features', { bytes: randomRankerBytes(2, 5) }, 'MODEL_INCOMPATIBLE'],
      ['were trained when features meant something else', { featureSet: 'set-0' }, 'MODEL_INCOMPATIBLE'],
    ])('are refused when they %s', async (_, facts, code) => {
      const id = await world.add(2, facts);
      await world.promote(2);
      await world.live.lookAgain();
      expect((await serving())?.model).toBe(idOf(1));
      expect(world.live.status().refused).toMatchObject([{ model: id, code }]);
      expect(refusals()).toMatchObject([{ facts: { model: id, code, serves: idOf(1) } }]);
    }); // prettier-ignore
  });

  it('lack a champion when the only one cannot be used', async () => {
    await world.add(1, { featureSet: 'set-0' });
    await world.promote(1);
    await world.live.lookAgain();
    expect(world.live.lacksChampion).toBe(true);
    expect(await serving()).toBeNull();
  });

  it('go on while the registry does not answer, and are looked for again by themselves', async () => {
    await world.promote(1);
    await world.live.lookAgain();
    const champion = world.registry.champion.bind(world.registry);
    world.registry.champion = () => Promise.reject(new TroveError('STORAGE_UNAVAILABLE', 'away'));
    await world.live.lookAgain();
    expect((await serving())?.model).toBe(idOf(1));
    expect(world.logged.map(({ level }) => level)).toEqual(['info', 'warn']);
    world.registry.champion = champion;
    await world.promote(2);
    expect(later.map(({ delayMs }) => delayMs)).toEqual([30_000]);
    letTimePass();
    await eventually(() => championOf() === idOf(2) && later.length > 0);
    expect(later.map(({ delayMs }) => delayMs)).toEqual([30_000]);
  });

  describe('in the shadow', () => {
    const order = rowsByScore(scoreRows(randomRanker(1), LIST));
    const shadowList = (): void => {
      world.live.shadow({ matrix: LIST, order });
    };

    /** Lets the challengers answer what they were asked. */
    async function answerAll(): Promise<void> {
      const soon = later.filter(({ delayMs }) => delayMs < 1000);
      later = later.filter((entry) => !soon.includes(entry));
      for (const { work } of soon) work();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }

    beforeEach(async () => {
      await world.promote(1);
    });

    it('score what shoppers were shown, after they were shown it, and report how they would have ranked it', async () => {
      const id = await world.shadow(2);
      await world.live.lookAgain();
      const [loaded] = world.live.status().shadows;
      shadowList();
      expect(world.live.status().shadows[0]?.activity.lists).toBe(loaded?.activity.lists);
      await answerAll();
      await world.live.lookAgain();
      const own = new Set(rowsByScore(scoreRows(randomRanker(2), LIST)).slice(0, 10));
      const overlap = order.slice(0, 10).filter((row) => own.has(row)).length / 10;
      const shadow = (await world.registry.find(id))?.shadow;
      expect(shadow).toMatchObject({ searches: 1, failures: 0, since: 7 });
      expect(shadow?.overlapAtTen).toBeCloseTo(overlap, 9);
      expect(shadow?.passMs).toBeGreaterThan(0);
    });

    it('report once, and what came since', async () => {
      const id = await world.shadow(2);
      await world.live.lookAgain();
      for (const lists of [2, 3]) {
        for (let list = 0; list < lists; list += 1) shadowList();
        await answerAll();
        await world.live.lookAgain();
      }
      await world.live.lookAgain();
      expect((await world.registry.find(id))?.shadow?.searches).toBe(5);
    });

    it('report soon when there is much to tell', async () => {
      const id = await world.shadow(2);
      await world.live.lookAgain();
      for (let list = 0; list < 50; list += 1) {
        shadowList();
        if (list % 5 === 4) await answerAll();
      }
      await eventually(async () => (await world.registry.find(id))?.shadow?.searches === 50);
    });

    it('are left out when they are busy: shoppers come first', async () => {
      await world.shadow(2);
      await world.live.lookAgain();
      for (let list = 0; list < 100; list += 1) shadowList();
      const asked = later.filter(({ delayMs }) => delayMs < 1000).length;
      expect(asked).toBeLessThan(20);
      expect(world.live.status().shadowsDropped).toBe(100 - asked);
      await answerAll();
      expect(world.live.status().shadows[0]?.activity.lists).toBe(asked + 1);
    });

    it('are counted as failing when they fail, which no shopper notices', async () => {
      const id = await world.shadow(2);
      await world.live.lookAgain();
      world.live.shadow({ matrix: featureMatrix(2, new Float32Array(4)), order: [0, 1] });
      await answerAll();
      await world.live.lookAgain();
      expect((await world.registry.find(id))?.shadow).toMatchObject({ searches: 0, failures: 1 });
    });

    it('come and go with the registry', async () => {
      const id = await world.shadow(2);
      await world.live.lookAgain();
      expect(world.live.status().shadows.map(({ model }) => model)).toEqual([id]);
      await world.registry.refuse(id, 'a test');
      await world.live.lookAgain();
      expect(world.live.status().shadows).toEqual([]);
      shadowList();
      expect(later.filter(({ delayMs }) => delayMs < 1000)).toEqual([]);
    });
  });
});
