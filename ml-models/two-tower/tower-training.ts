import { setImmediate } from 'node:timers/promises';
import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';
import type { SeededRandom } from '../../src/shared/seeded-random';
import type { TensorFlow } from '../runtime/engine.types';
import { LazyAdam } from './lazy-adam';
import { StepItems } from './step-items';
import type { TwoTowerOptions } from './tower-options';
import { towerStep, type TowerStep } from './tower-step';
import { sharesOf, type Towers } from './towers';

/** An act that has others before it, which tell what came next. */
interface Example {
  readonly target: number;
  /** Oldest first; never empty. */
  readonly history: Uint32Array;
  /** What each counts, adding up to 1. */
  readonly shares: readonly number[];
}

/** No wrong answer: its share of the softmax is nothing. */
const NOT_ASKED = -1e9;

/** Of an epoch: what is small is learnt in many small steps. */
const LEAST_STEPS = 20;

/** The state of one training. */
export class TowerTraining {
  private readonly items: StepItems;
  private readonly movers: { readonly own: LazyAdam; readonly ofFeatures: LazyAdam };
  private readonly layers: LazyAdam;
  /** Numbers of the acts that are told from others. */
  private readonly acts: Uint32Array;
  /** By act, where the acts of its shopper begin. */
  private readonly begins: Uint32Array;
  /** By item, what its scores are corrected by. */
  private readonly corrections: Float32Array;

  private readonly batch: number;

  constructor(
    readonly towers: Towers,
    private readonly log: InteractionLog,
    private readonly work: {
      readonly tf: TensorFlow;
      readonly options: TwoTowerOptions;
      readonly random: SeededRandom;
      readonly signal: AbortSignal;
    },
  ) {
    const { batch, history, learningRate, correction } = work.options;
    const { width } = towers;
    this.items = new StepItems(towers, batch * (history + 1));
    this.movers = {
      own: new LazyAdam(towers.own, width, learningRate),
      ofFeatures: new LazyAdam(towers.ofFeatures, width, learningRate),
    };
    this.layers = new LazyAdam(towers.layers, towers.layers.length, learningRate);
    const { acts, begins } = actsWithPast(log);
    this.batch = Math.max(2, Math.min(batch, Math.ceil(acts.length / LEAST_STEPS)));
    this.acts = acts;
    this.begins = begins;
    this.corrections = correctionsOf(log, acts, correction);
  }

  get examples(): number {
    return this.acts.length;
  }

  /** One pass over all acts. @returns the mean loss. */
  async run(): Promise<number> {
    const { random, signal } = this.work;
    shuffle(this.acts, random);
    let loss = 0;
    let rows = 0;
    for (let first = 0; first < this.acts.length; first += this.batch) {
      signal.throwIfAborted();
      await setImmediate();
      const acts = this.acts.subarray(first, first + this.batch);
      // One alone has nothing to be told from.
      if (acts.length < 2) continue;
      loss += this.step(Array.from(acts, (act) => this.exampleOf(act))) * acts.length;
      rows += acts.length;
    }
    return rows === 0 ? 0 : loss / rows;
  }

  private exampleOf(act: number): Example {
    const { items, weights } = this.log;
    const { history, recency } = this.work.options;
    const from = Math.max(this.begins[act] as number, act - history);
    const own = weights === null ? new Array<number>(act - from).fill(1) : [...weights.subarray(from, act)]; // prettier-ignore
    return {
      target: items[act] as number,
      history: items.subarray(from, act),
      shares: sharesOf(own, recency),
    };
  }

  private step(examples: readonly Example[]): number {
    const { tf, options } = this.work;
    const { width } = this.towers;
    this.items.clear();
    const rows = examples.length;
    const shoppers = new Float32Array(rows * width);
    const targets = new Float32Array(rows * width);
    for (const [row, { target, history, shares }] of examples.entries()) {
      this.items.addVector(targets, row * width, this.placeOf(target), 1);
      for (const [k, item] of history.entries())
        this.items.addVector(shoppers, row * width, this.placeOf(item), shares[k] as number);
    }
    const offsets = this.offsetsOf(examples);
    const step = towerStep(
      tf,
      this.towers,
      { rows, shoppers, targets, offsets },
      options.temperature,
    );
    this.learn(examples, step);
    return step.loss;
  }

  private learn(examples: readonly Example[], step: TowerStep): void {
    for (const [row, { target, history, shares }] of examples.entries()) {
      this.items.addGradient(this.placeOf(target), step.onTargets, row, 1);
      for (const [k, item] of history.entries())
        this.items.addGradient(this.placeOf(item), step.onShoppers, row, shares[k] as number);
    }
    this.items.move(this.movers);
    this.layers.moveRow(0, step.onLayers, 0);
  }

  private placeOf(item: number): number {
    const { random, options } = this.work;
    return this.items.placeOf(item, () => random.next() >= options.idDropout);
  }

  /** [rows, rows]. What a shopper did anyway is no wrong answer for them. */
  private offsetsOf(examples: readonly Example[]): Float32Array {
    const rows = examples.length;
    const offsets = new Float32Array(rows * rows);
    const corrections = Float32Array.from(examples, ({ target }) => this.corrections[target] ?? 0);
    const columnsOf = new Map<number, number[]>();
    for (const [column, { target }] of examples.entries())
      columnsOf.set(target, [...(columnsOf.get(target) ?? []), column]);
    for (const [row, { target, history }] of examples.entries()) {
      offsets.set(corrections, row * rows);
      const done = [target, ...history].flatMap((item) => columnsOf.get(item) ?? []);
      for (const column of done) if (column !== row) offsets[row * rows + column] = NOT_ASKED;
    }
    return offsets;
  }
}

function actsWithPast({ offsets, items }: InteractionLog) {
  const begins = new Uint32Array(items.length);
  const acts: number[] = [];
  for (let shopper = 0; shopper + 1 < offsets.length; shopper += 1) {
    const from = offsets[shopper] as number;
    for (let act = from; act < (offsets[shopper + 1] as number); act += 1) {
      begins[act] = from;
      if (act > from) acts.push(act);
    }
  }
  return { begins, acts: Uint32Array.from(acts) };
}

/** − power · log of how likely an item is to be the target of an act. */
function correctionsOf(
  { itemCount, items }: InteractionLog,
  acts: Uint32Array,
  power: number,
): Float32Array {
  const counts = new Uint32Array(itemCount);
  for (const act of acts) {
    const item = items[act] as number;
    counts[item] = (counts[item] as number) + 1;
  }
  return Float32Array.from(counts, (count) =>
    count === 0 ? 0 : -power * Math.log(count / acts.length),
  );
}

function shuffle(numbers: Uint32Array, random: SeededRandom): void {
  for (let last = numbers.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = numbers[last] as number;
    numbers[last] = numbers[other] as number;
    numbers[other] = kept;
  }
}
