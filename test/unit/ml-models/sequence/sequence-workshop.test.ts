import { openEngine } from '../../../../ml-models/runtime/open-engine';
import { networkFromBytes } from '../../../../ml-models/sequence/sequence-artefact';
import { SequenceWorkshop } from '../../../../ml-models/sequence/sequence-workshop';
import type { SequenceOptions } from '../../../../ml-models/sequence/training-options';
import type {
  Checkpoints,
  FitOrder,
} from '../../../../src/recommendation/learning/recommender-workshop.port';
import { checkerboardWorld } from '../../../support/checkerboard-world';
import { fitOrder } from '../../../support/fit-recommender';

const world = checkerboardWorld({ shoppersPerColour: 8 });

/** A clock that goes on by so much whenever somebody looks. */
const ticking = (ms: number) => {
  let now = 0;
  return () => (now += ms);
};

const workshop = new SequenceWorkshop(() => openEngine(['wasm']), ticking(1));

const small: SequenceOptions = {
  ...workshop.defaults,
  ...{ width: 8, blocks: 1, length: 8, rowsPerStep: 16, epochs: 6, epochsUnchecked: 4 },
};

const fit = async (special: Partial<FitOrder<SequenceOptions>> = {}, options = small) =>
  workshop.fit(world.lessons, fitOrder(options, special));

/** Keeps in memory; ends the training in the moment after it has kept so many. */
class KilledAfter implements Checkpoints {
  kept: Uint8Array | null = null;
  saved = 0;

  constructor(
    private readonly saves: number,
    private readonly kill: () => void = () => undefined,
  ) {}

  async load(): Promise<Uint8Array | null> {
    return this.kept;
  }

  async save(bytes: Uint8Array): Promise<void> {
    this.kept = Uint8Array.from(bytes);
    this.saved += 1;
    if (this.saved === this.saves) this.kill();
  }
}

describe('the workshop of sequence networks', () => {
  it('makes the same bytes of the same lessons, options and seed', async () => {
    const [first, second, other] = [await fit(), await fit(), await fit({ seed: 2 })];
    expect(Buffer.compare(first.artefact, second.artefact)).toBe(0);
    expect(Buffer.compare(first.artefact, other.artefact)).not.toBe(0);
    expect(first.engine).toBe('wasm');
    expect(Object.values(first.metrics).every(Number.isFinite)).toBe(true);
  });

  it.each([null, world.validation])(
    'goes on after a kill and ends where it would have ended (validation: %#)',
    async (validation) => {
      const whole = await fit({ validation });
      const killing = new AbortController();
      const checkpoints = new KilledAfter(2, () => {
        killing.abort(new Error('killed'));
      });
      await expect(fit({ validation, checkpoints, signal: killing.signal })).rejects.toThrow(
        'killed',
      );
      const kept = checkpoints.saved;
      const resumed = await fit({ validation, checkpoints });
      expect(kept).toBe(2);
      expect(checkpoints.saved).toBe(whole.metrics.epochs);
      expect(Buffer.compare(resumed.artefact, whole.artefact)).toBe(0);
    },
  );

  it('begins anew where the state that was kept is of another training, or damaged', async () => {
    const checkpoints = new KilledAfter(0);
    await fit({ checkpoints, seed: 5 });
    const whole = await fit();
    const other = await fit({ checkpoints });
    expect(Buffer.compare(other.artefact, whole.artefact)).toBe(0);
    checkpoints.kept?.fill(7, 100);
    const damaged = await fit({ checkpoints });
    expect(Buffer.compare(damaged.artefact, whole.artefact)).toBe(0);
  });

  it('learns as long as it helps where something was kept back, and as long as it was told elsewhere', async () => {
    const patient = { ...small, epochs: 60, patience: 3 };
    const checked = await fit({ validation: world.validation }, patient);
    const { epochs = NaN, keptEpoch = NaN, validationNdcg10 } = checked.metrics;
    expect(epochs === 60 || epochs - keptEpoch === 3).toBe(true);
    expect(validationNdcg10).toBeGreaterThan(0.1);
    const unchecked = await fit();
    expect(unchecked.metrics).toMatchObject({ epochs: 4, keptEpoch: 4 });
    expect(unchecked.metrics).not.toHaveProperty('validationNdcg10');
  });

  it('goes on from an earlier network, which items that are new do not disturb', async () => {
    const first = await fit({}, { ...small, epochsUnchecked: 20 });
    const more = { ...world.lessons.log, itemCount: world.lessons.log.itemCount + 3 };
    const still = { ...small, epochsUnchecked: 1, learningRate: 1e-9 };
    const order = fitOrder(still, { previous: first.artefact });
    const second = await workshop.fit({ ...world.lessons, log: more }, order);
    const [earlier, later] = [first, second].map(({ artefact }) => networkFromBytes(artefact));
    expect(later?.shape.items).toBe(more.itemCount);
    earlier?.table.forEach((value, at) => {
      expect(later?.table[at]).toBeCloseTo(value, 5);
    });
  });

  it('begins anew where the earlier network is of another shape, or cannot be read', async () => {
    const whole = await fit();
    const wider = await fit({}, { ...small, width: 16 });
    for (const previous of [wider.artefact, Buffer.from('nonsense')]) {
      const { artefact } = await fit({ previous });
      expect(Buffer.compare(artefact, whole.artefact)).toBe(0);
    }
  });

  it('learns from a sample of the items where there are many', async () => {
    const sampled = { ...small, allItemsUpTo: 0, negatives: 10, epochs: 60, patience: 60 };
    const { metrics } = await fit({ validation: world.validation }, sampled);
    // By chance: the first ten of 64 places are hit in 10 of 64 cases.
    expect(metrics.validationHr10).toBeGreaterThan(0.5);
  });

  it('tells how long it will take, and refuses what would take too long, with the remedy', async () => {
    const notes: string[] = [];
    await fit({ onProgress: (_, note) => notes.push(note ?? '') });
    expect(notes.some((note) => /^up to [\d.]+ minutes on wasm$/.test(note))).toBe(true);
    const slow = new SequenceWorkshop(() => openEngine(['wasm']), ticking(60_000));
    const order = fitOrder({ ...small, mostMinutes: 5 });
    const refused = slow.fit(world.lessons, order);
    await expect(refused).rejects.toMatchObject({ code: 'TRAINING_TOO_LONG' });
    await expect(refused).rejects.toThrow(/npm run setup:tensorflow.*mostMinutes/s);
    await expect(
      slow.fit(world.lessons, fitOrder({ ...small, mostMinutes: 1_000_000 })),
    ).resolves.toBeDefined();
  });

  it('tells how far it is, never backwards', async () => {
    const done: number[] = [];
    await fit({ onProgress: (share) => done.push(share) });
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  it('refuses a log in which nothing follows anything', async () => {
    const log = {
      ...world.lessons.log,
      offsets: Uint32Array.of(0, 1, 2),
      items: Uint32Array.of(3, 4),
    };
    await expect(workshop.fit({ ...world.lessons, log }, fitOrder(small))).rejects.toMatchObject({
      code: 'NOTHING_TO_LEARN',
    });
  });

  it.each([
    { width: 9 },
    { heads: 0 },
    { dropout: 1 },
    { learningRate: 0 },
    { epochs: 1.5 },
    { length: NaN },
  ])('refuses %j', async (wrong) => {
    const [name] = Object.keys(wrong);
    await expect(fit({}, { ...small, ...wrong })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(name ?? '') as unknown,
    });
  });
});
