import type { SemanticSpaces } from '../../search/semantic/semantic-spaces.port';
import type { TypeEncoder } from '../../search/semantic/type-encoder.port';
import type { VectorIndex } from '../../search/semantic/vector-index.port';
import type { EncoderSlot } from '../../search/semantic/vector-store.port';
import type { Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import type { Sku } from '../../shared/ids';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import { Rarely } from '../rarely';

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
  readonly clock: Clock;
}

/** Asks the spaces that serve. What fails or comes too late is missing, and the other features stand. */
export class SpaceReader {
  private readonly troubles: Rarely;

  constructor(private readonly parts: SpaceReaderParts) {
    this.troubles = new Rarely(parts.clock);
  }

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
      this.troubles.note((times) => {
        const facts = { encoder: space.encoder, slot, error: String(error), times };
        this.parts.logger.warn(facts, 'A search was ranked without its vectors');
      });
      return null;
    }
  }
}
