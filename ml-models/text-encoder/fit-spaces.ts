import { setImmediate as breathe } from 'node:timers/promises';
import type { Product } from '../../src/catalog/product.types';
import type { LatentSpaceParts } from './latent-space';
import { weighed } from './latent-space';
import type { FeatureCounts } from './product-words';
import { SparseMatrixBuilder } from '../runtime/sparse-matrix';
import type { SvdRunner } from './svd-in-worker';
import type { TruncatedSvd } from '../runtime/truncated-svd';
import { ProductFrequencies, type Vocabulary, type VocabularyLimits } from './vocabulary';

/** One space to be learnt. */
export interface SpacePlan extends VocabularyLimits {
  /** Dimensions at most; a small catalogue has fewer. */
  readonly rank: number;
  featuresOf(product: Product): FeatureCounts;
}

/** Every product of the catalogue, from the first, each time it is called. */
export type ProductStream = () => AsyncIterable<Product>;

export type FitStage = 'COUNTING' | 'WEIGHING' | 'DECOMPOSING';

export interface FitContext {
  readonly runSvd: SvdRunner;
  /** Ends the work at the next product or round with the signal's reason. */
  readonly signal: AbortSignal;
  /** Products or rounds done; `all` is null while it is not known. */
  readonly onProgress: (stage: FitStage, done: number, all: number | null) => void;
}

export interface FitLimits {
  readonly seed: number;
  /** Products that directions are learnt from at most; of more, every second, third, … is taken. Default 200,000. */
  readonly mostProducts?: number;
}

export interface FittedSpaces {
  /** In the order of the plans. */
  readonly spaces: readonly LatentSpaceParts[];
  /** Products in the catalogue. */
  readonly products: number;
}

const MOST_PRODUCTS = 200_000;

/** Products between two turns of the event loop. */
const PRODUCTS_PER_TURN = 32;

/**
 * Learns latent spaces from a catalogue in two passes: the first counts in how many products each feature occurs, the second
 * weighs. Products that come or go between the passes do no harm.
 */
export async function fitSpaces(
  products: ProductStream,
  plans: readonly SpacePlan[],
  { seed, mostProducts = MOST_PRODUCTS }: FitLimits,
  context: FitContext,
): Promise<FittedSpaces> {
  const counters = plans.map((plan) => ({ plan, frequencies: new ProductFrequencies() }));
  const counted = await eachProduct(
    products(),
    { stage: 'COUNTING', all: null },
    context,
    (product) => {
      for (const { plan, frequencies } of counters) frequencies.add(plan.featuresOf(product));
    },
  );
  const vocabularies = counters.map(({ plan, frequencies }) => frequencies.choose(plan));
  const step = Math.max(1, Math.ceil(counted / mostProducts));
  const weighers = plans.map((plan, index) => new Weigher(plan, vocabularies[index] ?? NOTHING));
  await eachProduct(products(), { stage: 'WEIGHING', all: counted }, context, (product, index) => {
    if (index % step === 0) for (const weigher of weighers) weigher.add(product);
  });
  const spaces: LatentSpaceParts[] = [];
  for (const weigher of weighers) spaces.push(await weigher.decompose(seed, context));
  return { spaces, products: counted };
}

const NOTHING: Vocabulary = { features: [], idf: new Float32Array() };

/** Turns products into rows of length 1, and the rows into a space. */
class Weigher {
  private readonly places: ReadonlyMap<string, number>;
  private readonly rows = new SparseMatrixBuilder();

  constructor(
    private readonly plan: SpacePlan,
    private readonly vocabulary: Vocabulary,
  ) {
    this.places = new Map(vocabulary.features.map((feature, place) => [feature, place]));
  }

  add(product: Product): void {
    const counts = this.plan.featuresOf(product);
    const row = [...weighed(counts, this.places, this.vocabulary.idf)];
    const length = Math.hypot(...row.map(([, weight]) => weight));
    if (length > 0) this.rows.addRow(row.map(([place, weight]) => [place, weight / length]));
  }

  async decompose(
    seed: number,
    { runSvd, signal, onProgress }: FitContext,
  ): Promise<LatentSpaceParts> {
    const matrix = this.rows.build(this.vocabulary.features.length);
    const onRound = (done: number, all: number) => {
      onProgress('DECOMPOSING', done, all);
    };
    const svd = await runSvd(
      { matrix, options: { rank: this.plan.rank, seed } },
      { signal, onRound },
    );
    return spaceOf(this.vocabulary, svd);
  }
}

/** A catalogue without two products that share a feature gives one dimension in which everything is zero. */
function spaceOf(vocabulary: Vocabulary, svd: TruncatedSvd): LatentSpaceParts {
  const { features, idf } = vocabulary;
  if (svd.rank > 0) return { features, idf, dimensions: svd.rank, directions: svd.rightVectors };
  return { features, idf, dimensions: 1, directions: new Float32Array(features.length) };
}

async function eachProduct(
  products: AsyncIterable<Product>,
  { stage, all }: { readonly stage: FitStage; readonly all: number | null },
  { signal, onProgress }: FitContext,
  visit: (product: Product, index: number) => void,
): Promise<number> {
  let index = 0;
  for await (const product of products) {
    visit(product, index);
    index += 1;
    if (index % PRODUCTS_PER_TURN !== 0) continue;
    signal.throwIfAborted();
    onProgress(stage, index, all);
    await breathe();
  }
  signal.throwIfAborted();
  onProgress(stage, index, all ?? index);
  return index;
}
