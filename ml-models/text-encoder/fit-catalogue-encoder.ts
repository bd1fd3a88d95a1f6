import type { Product } from '../../src/catalog/product.types';
import type { Analyzer } from '../../src/search/analysis/analyzer';
import { SAMPLE } from '../../src/search/semantic/outgrown';
import type { EpochMs } from '../../src/shared/clock';
import { TroveError } from '../../src/shared/errors';
import type { CatalogueEncoderParts } from './catalogue-encoder';
import {
  fitSpaces,
  type FitContext,
  type FitLimits,
  type ProductStream,
  type SpacePlan,
} from './fit-spaces';
import { WordCounter } from './product-words';
import { unknownShare } from './unknown-share';
import { typeFeatures } from './type-features';

export interface CatalogueFit extends FitLimits {
  readonly analyzer: Analyzer;
  readonly now: EpochMs;
  /** Dimensions of the text space at most. Default 256. */
  readonly textRank?: number;
  /** Dimensions of the type space at most. Default 48. */
  readonly typeRank?: number;
}

const TEXT_RANK = 256;
const TYPE_RANK = 48;

const WORD_LIMITS = { leastProducts: 2, mostShare: 0.3, mostFeatures: 50_000 };
/** A key that every product has weighs nothing by its rarity; there is no need to leave it out. */
const TYPE_LIMITS = { leastProducts: 2, mostShare: 1, mostFeatures: 20_000 };

/**
 * Learns an encoder from the catalogue itself. 20,000 products take some 25 s of computing, about half of it in the thread of the
 * decomposition, and some 250 MiB of memory; both grow with the products, up to `mostProducts`. The same products in the same
 * order and the same seed give the same encoder.
 *
 * @throws TroveError NOTHING_TO_LEARN when there are no products; the signal's reason when it is aborted.
 */
export async function fitCatalogueEncoder(
  products: ProductStream,
  fit: CatalogueFit,
  context: FitContext,
): Promise<CatalogueEncoderParts> {
  const { spaces, products: learntFrom } = await fitSpaces(products, plansOf(fit), fit, context);
  const [text, types] = spaces;
  if (!text || !types || learntFrom === 0)
    throw new TroveError(
      'NOTHING_TO_LEARN',
      'There are no products to learn an encoder from. Import products first.',
    );
  const sample = await firstOf(products(), SAMPLE);
  return {
    text,
    types,
    products: learntFrom,
    unknownShare: unknownShare(sample, new WordCounter(fit.analyzer), new Set(text.features)),
    seed: fit.seed,
    trainedAt: fit.now,
  };
}

async function firstOf(products: AsyncIterable<Product>, most: number): Promise<Product[]> {
  const first: Product[] = [];
  for await (const product of products) {
    first.push(product);
    if (first.length === most) break;
  }
  return first;
}

function plansOf(fit: CatalogueFit): readonly [text: SpacePlan, types: SpacePlan] {
  const words = new WordCounter(fit.analyzer);
  return [
    {
      ...WORD_LIMITS,
      rank: fit.textRank ?? TEXT_RANK,
      featuresOf: (product) => words.ofProduct(product),
    },
    { ...TYPE_LIMITS, rank: fit.typeRank ?? TYPE_RANK, featuresOf: typeFeatures },
  ];
}
