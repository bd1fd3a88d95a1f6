import type { EpochMs } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import type { EncoderId } from './text-encoder.port';

/**
 * What an encoder is used for. Each slot serves one encoder at a time: `catalogue` the one that the shop's own products taught,
 * `sentence` a pretrained one.
 */
export type EncoderSlot = 'catalogue' | 'sentence';

export const ENCODER_SLOTS: readonly EncoderSlot[] = ['catalogue', 'sentence'];

/** `BUILDING` until every product has a vector; `RETIRED` sets are kept for processes that still use them. */
export type VectorSetState = 'BUILDING' | 'SERVING' | 'RETIRED';

/** The vectors of all products by one encoder. */
export interface VectorSet {
  readonly encoder: EncoderId;
  readonly slot: EncoderSlot;
  readonly dimensions: number;
  readonly state: VectorSetState;
  /** Grows with every change of its vectors. */
  readonly revision: number;
}

export interface ProductVector {
  readonly sku: Sku;
  /** Finite numbers, as many as the set has dimensions. */
  readonly vector: Float32Array;
  /** `updatedAt` of the product that was encoded. */
  readonly productUpdatedAt: EpochMs;
}

/** A vector that is new or another one; null when the product is gone. */
export interface VectorChange {
  readonly sku: Sku;
  readonly vector: Float32Array | null;
  /** The revision of the set in which it changed. */
  readonly revision: number;
}

/**
 * Keeps product vectors by encoder. A new encoder's set is built beside the one that serves; `serve` changes over at once, and only when
 * the new set is complete.
 */
export interface VectorStore {
  /** By encoder. */
  sets(): Promise<readonly VectorSet[]>;

  /** Makes an empty set that is `BUILDING`; one that is there stays as it is. @throws TroveError MODEL_INCOMPATIBLE when it has another slot or other dimensions. */
  begin(set: Pick<VectorSet, 'encoder' | 'slot' | 'dimensions'>): Promise<void>;

  /**
   * Adds or replaces vectors, all or none. Those of products that are gone meanwhile are left out.
   *
   * @throws TroveError MODEL_INCOMPATIBLE when there is no such set or a vector has other dimensions; MODEL_CORRUPT when a number is none.
   */
  put(encoder: EncoderId, vectors: readonly ProductVector[]): Promise<void>;

  /** Removes the products from every set. */
  remove(skus: readonly Sku[]): Promise<void>;

  /** Products, by SKU from after `after`, that changed since they were encoded, or never were; at most `limit`. */
  stale(encoder: EncoderId, after: Sku | null, limit: number): Promise<readonly Sku[]>;

  /**
   * From now on the set serves its slot, and the one that did is retired; those retired before are dropped. Nothing changes, and the
   * answer is false, while a product has no vector in it.
   *
   * @throws TroveError MODEL_INCOMPATIBLE when there is no such set.
   */
  serve(encoder: EncoderId): Promise<boolean>;

  /** Removes a set that does not serve; says whether there was one. @throws TroveError INVALID_INPUT when it serves. */
  drop(encoder: EncoderId): Promise<boolean>;

  /** Removes all sets of a slot, also the one that serves: nothing does from now on. */
  clear(slot: EncoderSlot): Promise<void>;

  /** When the product that changed last did; null without products. Answered without looking at every product. */
  newest(): Promise<EpochMs | null>;

  /** Changes in the order of revisions, those after `revision`; at most `limit`, but always whole revisions. */
  changes(encoder: EncoderId, revision: number, limit: number): Promise<readonly VectorChange[]>;
}
