import { join } from 'node:path';
import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import { TypeOrmArtefactStore } from '../adapters/storage-typeorm/typeorm-artefact-store';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../adapters/storage-typeorm/typeorm-vector-store';
import type { Config } from '../config/config';
import type { NoticeBoard } from '../notices/notice-board.port';
import { LiveSpaces } from '../search/semantic/live-spaces';
import type { VectorStore } from '../search/semantic/vector-store.port';
import { embedInThread } from './embedding-thread';
import { EmbeddingTurns } from './embedding-turns';
import { EncoderShelf, installedSentence } from './encoder-shelf';
import type { Foundation } from './open-stores';
import { openVectors } from './open-vectors';
import type { OpenVectors } from './open-vectors.types';
import type { Surroundings } from './surroundings';

/** How texts and products are compared by what they mean, and the way to end it. */
export interface OpenSemantics {
  readonly spaces: LiveSpaces;
  readonly vectors: OpenVectors['index'];
  readonly store: VectorStore;
  /** What the job embed-products does. */
  readonly embedding: EmbeddingTurns;
  /** What the job index-vectors does; null where there is nothing to do. */
  readonly feedVectors: OpenVectors['feed'];
  close(): Promise<void>;
}

/** Where pretrained encoders are installed. */
export const encodersFolder = ({ dataDir }: Pick<Config, 'dataDir'>): string =>
  join(dataDir, 'encoders');

/** Nothing is loaded before somebody asks or a notice comes. */
export function openSemantics(
  config: Config,
  { database, analyzer, notices, keywordEngine: engine }: Foundation,
  machinery: Surroundings,
): OpenSemantics {
  const { clock, logger } = machinery;
  const folder = encodersFolder(config);
  const store = answeringKnownErrors(new TypeOrmVectorStore(database));
  const artefacts = answeringKnownErrors(new TypeOrmArtefactStore(database));
  const products = answeringKnownErrors(new TypeOrmProductStore(database, []));
  const kept = openVectors(config, { store, products, engine, notices }, machinery);
  const { index: vectors } = kept;
  const source = new EncoderShelf({ artefacts, analyzer, folder });
  const spaces = new LiveSpaces({ index: vectors, source, clock, logger });
  const start = { database: database.location, folder };
  const embedding = new EmbeddingTurns({
    vectors: store,
    products,
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
  const unsubscribe = notices.subscribe(lookingAgain(vectors, spaces));
  return {
    spaces,
    vectors,
    store,
    embedding,
    feedVectors: kept.feed,
    close: async () => {
      unsubscribe();
      await spaces.close();
      await kept.close();
      await source.close();
    },
  };
}

/** For a subscriber: whoever follows which encoder serves looks at once when it is another. */
function lookingAgain(
  vectors: OpenVectors['index'],
  spaces: LiveSpaces,
): Parameters<NoticeBoard['subscribe']>[0] {
  return ({ kind }) => {
    if (kind !== 'ENCODERS_CHANGED') return;
    vectors.lookAgain();
    void spaces.lookAgain();
  };
}
