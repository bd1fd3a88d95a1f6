import { setImmediate as breathe } from 'node:timers/promises';
import type { Product } from '../../src/catalog/product.types';
import type { Analyzer } from '../../src/search/analysis/analyzer';
import type { EncoderId, TextEncoder } from '../../src/search/semantic/text-encoder.port';
import type { TaughtEncoder } from '../../src/search/semantic/semantic-spaces.port';
import type { TypeEncoder } from '../../src/search/semantic/type-encoder.port';
import type { EpochMs } from '../../src/shared/clock';
import { LatentSpace, type LatentSpaceParts } from './latent-space';
import { WordCounter } from './product-words';
import { typeFeatures } from './type-features';
import { unknownShare } from './unknown-share';

/** What was learnt from a catalogue: all that the encoder needs, and where it comes from. */
export interface CatalogueEncoderParts {
  readonly text: LatentSpaceParts;
  readonly types: LatentSpaceParts;
  /** Products that it was learnt from. */
  readonly products: number;
  /** Share of the words of the first of them that say nothing to it, 0 to 1. */
  readonly unknownShare: number;
  readonly seed: number;
  readonly trainedAt: EpochMs;
}

/** Products between two turns of the event loop: a few milliseconds. */
const PRODUCTS_PER_TURN = 16;

/** Encodes texts and products by what the shop's own catalogue taught: needs no download, knows the shop's words, in any language. */
export class CatalogueEncoder implements TextEncoder, TypeEncoder, TaughtEncoder {
  private readonly text: LatentSpace;
  private readonly types: LatentSpace;
  private readonly words: WordCounter;

  constructor(
    readonly id: EncoderId,
    private readonly parts: CatalogueEncoderParts,
    /** The one that the catalogue was cut with when it was learnt from. */
    analyzer: Analyzer,
  ) {
    this.text = new LatentSpace(parts.text);
    this.types = new LatentSpace(parts.types);
    this.words = new WordCounter(analyzer);
  }

  get products(): number {
    return this.parts.products;
  }

  get unknownThen(): number {
    return this.parts.unknownShare;
  }

  unknownShare(products: readonly Product[]): number {
    return unknownShare(products, this.words, this.text);
  }

  get dimensions(): number {
    return this.text.dimensions;
  }

  get typeDimensions(): number {
    return this.types.dimensions;
  }

  async encode(texts: readonly string[]): Promise<readonly Float32Array[]> {
    return texts.map((text) => this.text.encode(this.words.ofText(text)));
  }

  async encodeProducts(products: readonly Product[]): Promise<readonly Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const product of products) {
      vectors.push(this.text.encode(this.words.ofProduct(product)));
      if (vectors.length % PRODUCTS_PER_TURN === 0) await breathe();
    }
    return vectors;
  }

  typeVectorOf(product: Product): Float32Array {
    return this.types.encode(typeFeatures(product));
  }
}
