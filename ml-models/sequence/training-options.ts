import { quoted, TroveError } from '../../src/shared/errors';

/** How a sequence network is made and trained. Chosen on the validation items of Amazon Beauty; see the card. */
export interface SequenceOptions {
  /** Numbers per item, 4–1024; a multiple of `heads`. */
  readonly width: number;
  /** 1–8. */
  readonly blocks: number;
  /** 1–16. */
  readonly heads: number;
  /** The most acts of the past that are looked at, 1–200. */
  readonly length: number;
  /** Share of what flows through that is dropped in training, 0–.9. */
  readonly dropout: number;
  /** Share of the looks back that are dropped in training, 0–.9. */
  readonly attentionDropout: number;
  /** Step size of Adam, above 0 up to 1. */
  readonly learningRate: number;
  /** The most passes over the log where validation cases say when to stop, 1–1000. */
  readonly epochs: number;
  /** Passes where nothing was kept back to say when to stop, 1–1000: as many as validation stopped at elsewhere. */
  readonly epochsUnchecked: number;
  /** Passes without progress on the validation cases before it stops, 1–1000. */
  readonly patience: number;
  /** How many acts a step learns from, in histories of `length` acts, 1–256. */
  readonly rowsPerStep: number;
  /** What the running average of the weights keeps of itself in a step, 0–.99999. */
  readonly averageKeeps: number;
  /** Up to so many items every step compares all of them; above, those of the batch and a sample. */
  readonly allItemsUpTo: number;
  /** How many items are drawn for a sample, 1–100,000. */
  readonly negatives: number;
  /** A training that would take longer at the pace of the fastest of its first steps is refused, in minutes. */
  readonly mostMinutes: number;
}

export const DEFAULT_OPTIONS: SequenceOptions = {
  width: 128,
  blocks: 2,
  heads: 2,
  length: 50,
  dropout: 0.5,
  attentionDropout: 0.2,
  learningRate: 0.001,
  epochs: 40,
  epochsUnchecked: 10,
  patience: 4,
  rowsPerStep: 16,
  averageKeeps: 0.998,
  allItemsUpTo: 3000,
  negatives: 1000,
  mostMinutes: 60,
};

/** Least and most of each, both allowed; whether it must be whole. */
const LIMITS: Readonly<Record<keyof SequenceOptions, readonly [number, number, 'whole' | 'any']>> =
  {
    width: [4, 1024, 'whole'],
    blocks: [1, 8, 'whole'],
    heads: [1, 16, 'whole'],
    length: [1, 200, 'whole'],
    dropout: [0, 0.9, 'any'],
    attentionDropout: [0, 0.9, 'any'],
    learningRate: [1e-9, 1, 'any'],
    epochs: [1, 1000, 'whole'],
    epochsUnchecked: [1, 1000, 'whole'],
    patience: [1, 1000, 'whole'],
    rowsPerStep: [1, 256, 'whole'],
    averageKeeps: [0, 0.99999, 'any'],
    allItemsUpTo: [0, 10_000_000, 'whole'],
    negatives: [1, 100_000, 'whole'],
    mostMinutes: [0, 1_000_000, 'any'],
  };

/** @throws TroveError INVALID_INPUT for an option beyond its limits. */
export function requireOptions(options: SequenceOptions): void {
  for (const name of Object.keys(LIMITS) as (keyof SequenceOptions)[]) {
    const [least, most, kind] = LIMITS[name];
    const value = options[name];
    const fits = value >= least && value <= most && (kind === 'any' || Number.isInteger(value));
    if (fits) continue;
    const number = kind === 'whole' ? 'whole number' : 'number';
    throw new TroveError(
      'INVALID_INPUT',
      `${name} must be a ${number} from ${least} to ${most}, got ${quoted(String(value))}.`,
      { name, least, most },
    );
  }
  if (options.width % options.heads === 0) return;
  throw new TroveError(
    'INVALID_INPUT',
    `width must be a multiple of heads; ${options.width} is none of ${options.heads}.`,
  );
}

/** The most passes of this training. */
export function mostEpochs(
  { epochs, epochsUnchecked }: SequenceOptions,
  validation: object | null,
): number {
  return validation === null ? epochsUnchecked : epochs;
}
