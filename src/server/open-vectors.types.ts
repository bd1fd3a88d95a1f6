import type { ProductStore } from '../catalog/product-store.port';
import type { NoticeBoard } from '../notices/notice-board.port';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { VectorIndex } from '../search/semantic/vector-index.port';
import type { VectorStore } from '../search/semantic/vector-store.port';

/** The vectors of products, where the configuration says that they are looked at. */
export interface OpenVectors {
  readonly index: VectorIndex & {
    /** Looks for changes with the next question, however lately somebody did. */
    lookAgain(): void;
  };
  /** What the job index-vectors does; null where the index follows the store by itself. */
  readonly feed: ((signal: AbortSignal) => Promise<void>) | null;
  close(): Promise<void>;
}

export interface VectorSources {
  readonly store: VectorStore;
  readonly products: Pick<ProductStore, 'findBySkus'>;
  readonly engine: Pick<KeywordEngine, 'search'>;
  readonly notices: NoticeBoard;
}
