import type { SemanticSpaces } from '../../search/semantic/semantic-spaces.port';
import type { TypeEncoder } from '../../search/semantic/type-encoder.port';
import type { VectorIndex } from '../../search/semantic/vector-index.port';
import type { EncoderSlot } from '../../search/semantic/vector-store.port';
import type { Deadline } from '../../shared/deadline';
import type { Sku } from '../../shared/ids';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';

/** What one space knows of a search. */
export interface SpaceVectors {
  /** Zero when no word of it is known. */
  readonly query: Float32Array;
  readonly bySku: ReadonlyMap<Sku, Float32Array>;
}

export interface SpaceReaderParts {
  readonly spaces: SemanticSpaces;
  readonly vectors: Pick<VectorIndex, 'vectorsOf'>;
  readonly logger: Logger;
}

/** Asks the spaces that serve. What fails or comes too late is missing, and the other features stand. */
export class SpaceReader {
  constructor(private readonly parts: SpaceReaderParts) {}

  /** Tells kinds of products apart; null while nothing that can serves. */
  get types(): TypeEncoder | null {
    return this.parts.spaces.serving('catalogue')?.types ?? null;
  }

  async read(
    slot: EncoderSlot,
    text: string,
    skus: readonly Sku[],
    deadline?: Deadline,
  ): Promise<SpaceVectors | null> {
    const space = this.parts.spaces.serving(slot);
    if (space === null) return null;
    try {
      const [query, bySku] = await inTime(
        Promise.all([
          space.queryVector(text, deadline),
          this.parts.vectors.vectorsOf(space.encoder, skus),
        ]),
        deadline,
      );
      return { query, bySku };
    } catch (error) {
      this.parts.logger.warn(
        { encoder: space.encoder, slot, error },
        'The vectors of a search are missing; it is ranked without them.',
      );
      return null;
    }
  }
}
