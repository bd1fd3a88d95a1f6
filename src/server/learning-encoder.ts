import { encoderToArtefact } from '../../ml-models/text-encoder/encoder-artefact';
import { fitCatalogueEncoder } from '../../ml-models/text-encoder/fit-catalogue-encoder';
import type { SvdRunner } from '../../ml-models/text-encoder/svd-in-worker';
import type { ProductStore } from '../catalog/product-store.port';
import type { Product } from '../catalog/product.types';
import type { ArtefactStore } from '../models/artefact-store.port';
import type { Analyzer } from '../search/analysis/analyzer';
import type { CatalogueTeacher, EncoderSource } from '../search/semantic/encoder-source.port';
import type { KeptEncoder } from '../search/semantic/semantic-spaces.port';
import type { EncoderId } from '../search/semantic/text-encoder.port';
import type { Clock } from '../shared/clock';

export interface LearningEncoderParts {
  readonly products: Pick<ProductStore, 'page'>;
  readonly artefacts: ArtefactStore;
  readonly source: EncoderSource;
  readonly analyzer: Analyzer;
  readonly runSvd: SvdRunner;
  readonly clock: Clock;
}

const PRODUCTS_PER_PAGE = 500;

/** The same catalogue gives the same encoder, whoever learns it. */
const SEED = 1;

/** Learns the encoder of a catalogue from its products, and keeps it with the models. */
export class LearningEncoder implements CatalogueTeacher {
  constructor(private readonly parts: LearningEncoderParts) {}

  async teach(signal: AbortSignal): Promise<KeptEncoder> {
    const { analyzer, runSvd, artefacts, source, clock } = this.parts;
    const learnt = await fitCatalogueEncoder(
      () => this.everyProduct(),
      { analyzer, seed: SEED, now: clock() },
      { runSvd, signal, onProgress: () => undefined },
    );
    const { id, bytes } = encoderToArtefact(learnt);
    // What was kept under this id may be damaged, and tells another moment in any case.
    await artefacts.drop(id);
    await artefacts.put(id, bytes);
    return source.load(id);
  }

  async forget(encoders: readonly EncoderId[]): Promise<void> {
    for (const encoder of encoders) await this.parts.artefacts.drop(encoder);
  }

  private async *everyProduct(): AsyncGenerator<Product> {
    const { products } = this.parts;
    for (let page = await products.page(null, PRODUCTS_PER_PAGE); page.length > 0;) {
      yield* page;
      page = await products.page(page.at(-1)?.sku ?? null, PRODUCTS_PER_PAGE);
    }
  }
}
