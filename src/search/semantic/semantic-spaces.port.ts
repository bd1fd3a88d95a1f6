import type { Product } from '../../catalog/product.types';
import type { Deadline } from '../../shared/deadline';
import type { EncoderId, TextEncoder } from './text-encoder.port';
import type { TypeEncoder } from './type-encoder.port';
import type { EncoderSlot } from './vector-store.port';

/** An encoder whose vectors of all products serve. */
export interface SemanticSpace {
  readonly encoder: EncoderId;
  /** Tells kinds of products apart; null for encoders that only read texts. */
  readonly types: TypeEncoder | null;

  /** The vector of what a shopper typed, of length 1, or zero when nothing in it is known; recent ones are remembered. */
  queryVector(text: string, deadline?: Deadline): Promise<Float32Array>;
}

/** The spaces in which this process can compare products and queries. */
export interface SemanticSpaces {
  /** Null while no encoder of this slot serves, or while it is being loaded. Changes as a whole: keep what you got for one search. */
  serving(slot: EncoderSlot): SemanticSpace | null;
}

/** For whoever builds spaces: an encoder for its slot. */
export interface LoadedEncoder {
  readonly text: TextEncoder;
  readonly types: TypeEncoder | null;
}

/** An encoder and what is known of its origin. */
export interface KeptEncoder extends LoadedEncoder {
  /** Null for encoders that no catalogue taught. */
  readonly taught: TaughtEncoder | null;
}

/** What an encoder that a catalogue taught knows of its origin. */
export interface TaughtEncoder {
  /** Products that it was learnt from. */
  readonly products: number;
  /** What `unknownShare` said of some of them then. */
  readonly unknownThen: number;

  /** Which part of the words of these products, 0 to 1, says nothing to it: unknown, or too common to tell products apart. */
  unknownShare(products: readonly Product[]): number;
}
