import type { Deadline } from '../../shared/deadline';
import { TroveError } from '../../shared/errors';
import type { Filter } from '../filter.types';
import type { UnavailablePolicy } from '../keyword-engine.port';
import type { ScoredSku } from './fuse';
import type { SemanticSpaces } from './semantic-spaces.port';
import { isZero } from './vector-math';
import type { VectorIndex } from './vector-index.port';
import type { EncoderSlot } from './vector-store.port';

/** What a shopper typed, and which products may be found. */
export interface NeighbourRequest {
  readonly text: string;
  /** Whose vectors are compared. */
  readonly slot: EncoderSlot;
  readonly filter: Filter | null;
  readonly unavailable: UnavailablePolicy;
  /** Products at most, at least 1. */
  readonly limit: number;
}

/** Finds the products whose vectors are near that of a text. */
export class NeighbourSearch {
  constructor(
    private readonly spaces: SemanticSpaces,
    private readonly index: Pick<VectorIndex, 'nearest'>,
  ) {}

  /**
   * Nearest first, with cosines; empty where no encoder of the slot serves, or nothing in the text is known to it.
   *
   * @throws TroveError DEADLINE_EXCEEDED, and whatever filtering throws.
   */
  async nearest(
    { text, slot, filter, unavailable, limit }: NeighbourRequest,
    deadline?: Deadline,
  ): Promise<readonly ScoredSku[]> {
    const space = this.spaces.serving(slot);
    if (space === null) return [];
    const vector = await space.queryVector(text, deadline);
    if (isZero(vector)) return [];
    const request = { encoder: space.encoder, vector, limit, filter, unavailable };
    try {
      return await this.index.nearest(request, deadline);
    } catch (error) {
      // The vectors of an encoder that served when this search began may be gone: its successor answers the next one.
      if (error instanceof TroveError && error.code === 'MODEL_INCOMPATIBLE') return [];
      throw error;
    }
  }
}
