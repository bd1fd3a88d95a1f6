import type { Deadline } from '../../shared/deadline';
import type { Sku } from '../../shared/ids';
import type { Filter } from '../filter.types';
import type { UnavailablePolicy } from '../keyword-engine.port';
import type { ScoredSku } from './fuse';
import type { EncoderId } from './text-encoder.port';
import type { EncoderSlot } from './vector-store.port';

export interface NearestRequest {
  /** The encoder of `vector`; it must be one that serves, or did until a moment ago. */
  readonly encoder: EncoderId;
  /** Of length 1; nothing is near the zero vector. */
  readonly vector: Float32Array;
  /** Products at most, at least 1. */
  readonly limit: number;
  /** Only products that pass; applied before the limit, so that as many are found as there are. */
  readonly filter: Filter | null;
  /** `HIDE` leaves out what is not available; the others change nothing here. */
  readonly unavailable: UnavailablePolicy;
}

/** Finds the products whose vectors point where a query's does. */
export interface VectorIndex {
  /** For health and logs. */
  readonly name: string;

  /** The encoder whose vectors serve; null while no set is complete. */
  serving(slot: EncoderSlot): Promise<EncoderId | null>;

  /**
   * The nearest products and their cosines, -1 to 1, nearest first, ties by SKU. Products whose vector is zero are near nothing.
   *
   * @throws TroveError MODEL_INCOMPATIBLE when the encoder's vectors are not kept or have other dimensions; DEADLINE_EXCEEDED
   */
  nearest(request: NearestRequest, deadline?: Deadline): Promise<readonly ScoredSku[]>;

  /** The vectors of these products; those without one are absent. @throws TroveError MODEL_INCOMPATIBLE */
  vectorsOf(encoder: EncoderId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>>;
}
