import { quoted, TroveError } from '../../src/shared/errors';
import type { Ranker } from './ranker.types';

/** How a ranker is trained. Everything but the names, the prior and the seed has a default. */
export interface TrainingOptions {
  /** Names of the columns of every list, in order. */
  readonly features: readonly string[];
  /**
   * What the shop ranks by already: weights of standardised features, by name, such as `{ keyword: 1 }`. Training starts from
   * this ranking, and is held back towards it where the lists say nothing.
   */
  readonly prior: Readonly<Record<string, number>>;
  /** The same seed, lists and engine give the same weights. */
  readonly seed: number;
  /** Hidden units per member, 1–256. Default 16. */
  readonly hidden?: number;
  /** Networks trained from different starts and averaged, 1–16. Default 3; 1 from 20,000 lists on, which settle it alone. */
  readonly members?: number;
  /** The most passes over the lists, 0–1000. Default 20. */
  readonly epochs?: number;
  /** Lists per step, 1–1024. Default: one for small sets, growing to 64 at 64,000 lists. */
  readonly listsPerStep?: number;
  /** Step size of Adam, 0–1. Default .003. */
  readonly learningRate?: number;
  /**
   * How strongly weights are pulled back: the line to the prior, hidden layers to nothing, a warm start to itself. 0–1. Default .03 up to
   * 300 lists, then as much less as there are more lists: what is known beforehand counts once, however much is learnt.
   */
  readonly decay?: number;
  /** Standard deviation of the noise put on the standardised features, 0–4. Default .5: it is what keeps small sets general. */
  readonly noise?: number;
  /** Share of the lists held out to say when to stop, 0–.5. Default .15; none below 200 lists, where every list is needed. */
  readonly validationShare?: number;
  /** Epochs without progress on the held-out lists before training stops, at least 1. Default 3. */
  readonly patience?: number;
  /** The largest weight of one row's gain. Default 10: beyond that the rare click far down drowns everything else. */
  readonly maxWeight?: number;
  /** The fewest lists worth training on. Default 10. */
  readonly minLists?: number;
  /** Learn how much a place by itself attracts, for this many first places; dropped when the ranker serves. Default: not. */
  readonly positionTower?: number;
  /** Go on from this ranker of the same features: its normalisation, its members and its weights. */
  readonly warmStart?: Ranker;
  /** Ends the training with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told after every epoch of every member. */
  readonly onProgress?: (progress: TrainingProgress) => void;
}

export interface TrainingProgress {
  /** From 1 to `members`. */
  readonly member: number;
  readonly members: number;
  readonly epoch: EpochReport;
  readonly epochs: number;
}

/** How one pass over the lists went. Epoch 0 is the state before any. */
export interface EpochReport {
  readonly epoch: number;
  /** Mean loss of the training lists during the pass, noise included; null for epoch 0. */
  readonly trainingLoss: number | null;
  /** Mean loss of the held-out lists after the pass; null without held-out lists. */
  readonly validationLoss: number | null;
  /** Mean nDCG@10 of the held-out lists after the pass, by their gains; null without held-out lists. */
  readonly validationNdcg: number | null;
}

/** The options with every default filled in. */
export interface TrainingPlan {
  readonly hidden: number;
  readonly members: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly noise: number;
  readonly validationShare: number;
  readonly patience: number;
  readonly maxWeight: number;
  readonly minLists: number;
  readonly positionTower: number;
}

const DEFAULTS: TrainingPlan = {
  hidden: 16,
  members: 3,
  epochs: 20,
  learningRate: 0.003,
  decay: 0.03,
  noise: 0.5,
  validationShare: 0.15,
  patience: 3,
  maxWeight: 10,
  minLists: 10,
  positionTower: 0,
};

/** Least and most of each, both allowed. */
const LIMITS: Readonly<Record<keyof TrainingPlan | 'listsPerStep', readonly [number, number]>> = {
  hidden: [1, 256],
  members: [1, 16],
  epochs: [0, 1000],
  listsPerStep: [1, 1024],
  learningRate: [0, 1],
  decay: [0, 1],
  noise: [0, 4],
  validationShare: [0, 0.5],
  patience: [1, 1000],
  maxWeight: [1, 1000],
  minLists: [1, 1_000_000],
  positionTower: [0, 1000],
};

/**
 * A warm start brings its own size.
 *
 * @throws TroveError INVALID_INPUT for an option beyond its limits.
 */
export function planOf(options: TrainingOptions): TrainingPlan {
  requireWithinLimits(options);
  const names = Object.keys(DEFAULTS) as (keyof TrainingPlan)[];
  const given = Object.fromEntries(
    names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as Partial<TrainingPlan>;
  const plan = { ...DEFAULTS, ...given };
  const earlier = options.warmStart?.network;
  if (earlier === undefined) return plan;
  return { ...plan, members: earlier.members, hidden: earlier.hidden / earlier.members };
}

function requireWithinLimits(options: TrainingOptions): void {
  for (const name of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
    const [least, most] = LIMITS[name];
    const value = options[name] ?? least;
    if (value >= least && value <= most) continue;
    throw new TroveError(
      'INVALID_INPUT',
      `${name} must be a number from ${least} to ${most}, got ${quoted(String(value))}.`,
      { name, least, most },
    );
  }
}

/** From here on one network learns what three do, in a third of the time. */
const MANY_LISTS = 20_000;

export function membersFor(lists: number, options: TrainingOptions): number {
  const given = options.warmStart?.network.members ?? options.members;
  return given ?? (lists < MANY_LISTS ? DEFAULTS.members : 1);
}

/** So many lists outweigh what is known beforehand. */
const FEW_LISTS = 300;

/** The loss is a mean over lists, so the prior's share of it falls with their number, as in Bayes' rule. */
export function decayFor(lists: number, { decay }: Pick<TrainingOptions, 'decay'>): number {
  return decay ?? DEFAULTS.decay * Math.min(1, FEW_LISTS / lists);
}

const MOST_LISTS_PER_STEP = 64;
const LISTS_PER_UNIT = 1000;

/** Small sets need many small steps, large sets fast ones. */
export function listsPerStepFor(lists: number): number {
  return Math.min(MOST_LISTS_PER_STEP, Math.max(1, Math.round(lists / LISTS_PER_UNIT)));
}
