import type { Database } from '../adapters/storage-typeorm/database';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import { TypeOrmArtefactStore } from '../adapters/storage-typeorm/typeorm-artefact-store';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../adapters/storage-typeorm/typeorm-vector-store';
import { svdHere, type SvdRunner } from '../../ml-models/text-encoder/svd-in-worker';
import type { Analyzer } from '../search/analysis/analyzer';
import { EmbedProducts, type EmbeddingReport } from '../search/semantic/embed-products';
import { systemClock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import { EncoderShelf, installedSentence } from './encoder-shelf';
import { LearningEncoder } from './learning-encoder';

export interface EmbedHereParts {
  readonly database: Database;
  readonly analyzer: Analyzer;
  /** Where sentence encoders are installed. */
  readonly folder: string;
  readonly logger: Logger;
  /** Default: in this thread, which then does nothing else for seconds. */
  readonly runSvd?: SvdRunner;
}

/** One turn of embed-products in this thread, with encoders of its own. */
export async function embedHere(
  { database, analyzer, folder, logger, runSvd = svdHere }: EmbedHereParts,
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<EmbeddingReport> {
  const artefacts = answeringKnownErrors(new TypeOrmArtefactStore(database));
  const products = answeringKnownErrors(new TypeOrmProductStore(database, []));
  const source = new EncoderShelf({ artefacts, analyzer, folder });
  const work = new EmbedProducts({
    vectors: answeringKnownErrors(new TypeOrmVectorStore(database)),
    products,
    source,
    teacher: new LearningEncoder({
      products,
      artefacts,
      source,
      analyzer,
      runSvd,
      clock: systemClock,
    }),
    sentence: await installedSentence(folder),
    logger,
  });
  try {
    return await work.run(signal, onProgress);
  } finally {
    await source.close();
  }
}
