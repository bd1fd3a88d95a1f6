import { join } from 'node:path';
import { processEngine } from '../../ml-models/runtime/open-engine';
import { residentRows } from '../../ml-models/runtime/resident-rows';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import { TypeOrmArtefactStore } from '../adapters/storage-typeorm/typeorm-artefact-store';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../adapters/storage-typeorm/typeorm-vector-store';
import { MemoryVectorIndex } from '../adapters/vectors-memory/memory-vector-index';
import type { Config } from '../config/config';
import { LiveSpaces } from '../search/semantic/live-spaces';
import type { VectorStore } from '../search/semantic/vector-store.port';
import { embedInThread } from './embedding-thread';
import { EmbeddingTurns } from './embedding-turns';
import { EncoderShelf, installedSentence } from './encoder-shelf';
import type { Foundation } from './open-stores';
import type { Surroundings } from './surroundings';

/** How texts and products are compared by what they mean, and the way to end it. */
export interface OpenSemantics {
  readonly spaces: LiveSpaces;
  readonly vectors: MemoryVectorIndex;
  readonly store: VectorStore;
  /** What the job embed-products does. */
  readonly embedding: EmbeddingTurns;
  close(): Promise<void>;
}

/** Where pretrained encoders are installed. */
export const encodersFolder = ({ dataDir }: Pick<Config, 'dataDir'>): string =>
  join(dataDir, 'encoders');

/** Nothing is loaded before somebody asks or a notice comes. */
export function openSemantics(
  config: Config,
  { database, analyzer, notices, keywordEngine: engine }: Foundation,
  { clock, logger }: Surroundings,
): OpenSemantics {
  const folder = encodersFolder(config);
  const store = answeringKnownErrors(new TypeOrmVectorStore(database));
  const artefacts = answeringKnownErrors(new TypeOrmArtefactStore(database));
  const openMultiplier = async () => residentRows(await processEngine());
  const vectors = new MemoryVectorIndex({ store, engine, clock, openMultiplier });
  const source = new EncoderShelf({ artefacts, analyzer, folder });
  const spaces = new LiveSpaces({ index: vectors, source, clock, logger });
  const start = { database: database.location, folder };
  const embedding = new EmbeddingTurns({
    vectors: store,
    products: answeringKnownErrors(new TypeOrmProductStore(database, [])),
    sentence: () => installedSentence(folder),
    embed: (context) =>
      embedInThread(start, {
        signal: context.signal,
        onProgress: (done) => {
          context.progress(done);
        },
        logger,
      }),
    onServing: () => {
      notices.publish({ kind: 'ENCODERS_CHANGED' });
    },
    clock,
  });
  const unsubscribe = notices.subscribe(({ kind }) => {
    if (kind === 'ENCODERS_CHANGED') {
      vectors.lookAgain();
      void spaces.lookAgain();
    }
  });
  return {
    spaces,
    vectors,
    store,
    embedding,
    close: async () => {
      unsubscribe();
      await spaces.close();
      vectors.close();
      await source.close();
    },
  };
}
