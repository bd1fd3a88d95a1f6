import { CatalogueEncoder } from '../../ml-models/text-encoder/catalogue-encoder';
import {
  fitCatalogueEncoder,
  type CatalogueFit,
} from '../../ml-models/text-encoder/fit-catalogue-encoder';
import type { FitContext, ProductStream } from '../../ml-models/text-encoder/fit-spaces';
import { svdHere } from '../../ml-models/text-encoder/svd-in-worker';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../../src/catalog/product.types';
import { Analyzer } from '../../src/search/analysis/analyzer';
import { asEncoderId } from '../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../src/shared/clock';
import { SeededRandom } from '../../src/shared/seeded-random';
import { plain } from './plain-product';

export const analyzer = new Analyzer(new JiebaSegmenter());

/** Nobody watches, nobody interrupts. */
export const quietly: FitContext = {
  runSvd: svdHere,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

export const streamOf = (products: readonly Product[]): ProductStream =>
  async function* () {
    yield* products;
  };

/**
 * Words of products by topic, by construction: each product draws its words from the words of its topic alone. In the topic of
 * seating, "sofa" and "couch" are two words for one thing: a product says one or the other, never both.
 */
const TOPICS = {
  seating: ['cushion', 'armrest', 'velvet', 'recliner', 'upholstery', 'footstool'],
  baking: ['flour', 'yeast', 'oven', 'dough', 'whisk', 'crumb'],
  cycling: ['saddle', 'pedal', 'spoke', 'derailleur', 'handlebar', 'puncture'],
};

export const TOPIC_NAMES = Object.keys(TOPICS) as (keyof typeof TOPICS)[];

/** Products with four words of their topic in the title, and the attribute keys and department of their kind. */
export function plantedCatalogue(size: number, seed: number): readonly Product[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: size }, (_, index) => {
    const topic = TOPIC_NAMES[index % TOPIC_NAMES.length] ?? 'seating';
    const words = Array.from({ length: 4 }, () => random.pick(TOPICS[topic]));
    if (topic === 'seating') words.push(random.next() < 0.5 ? 'sofa' : 'couch');
    return plain({
      sku: `${topic}-${index}`,
      title: words.join(' '),
      categories: [['Shop', topic]],
      attributes: { [`${topic}_size`]: { kind: 'number', value: 1 } },
    });
  });
}

/** An encoder that learnt from these products. */
export async function encoderOf(
  products: readonly Product[],
  fit: Partial<CatalogueFit> = {},
): Promise<CatalogueEncoder> {
  const parts = await fitCatalogueEncoder(
    streamOf(products),
    { analyzer, seed: 1, now: asEpochMs(0), textRank: 8, typeRank: 8, ...fit },
    quietly,
  );
  return new CatalogueEncoder(asEncoderId('learnt'), parts, analyzer);
}
