import type { DatabaseLocation } from '../adapters/storage-typeorm/database';
import type { EmbeddingReport } from '../search/semantic/embed-products';
import type { ErrorCode } from '../shared/errors';
import type { Logger } from '../shared/logger';

/** All that the thread of an embedding needs to begin. */
export interface EmbeddingStart {
  readonly database: DatabaseLocation;
  /** Where sentence encoders are installed. */
  readonly folder: string;
}

export type EmbeddingMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | {
      readonly kind: 'log';
      readonly level: keyof Logger;
      readonly facts: Readonly<Record<string, unknown>>;
      readonly sentence: string;
    }
  | { readonly kind: 'done'; readonly report: EmbeddingReport }
  | { readonly kind: 'failed'; readonly code: ErrorCode | null; readonly message: string };
