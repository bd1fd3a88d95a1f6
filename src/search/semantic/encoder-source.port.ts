import type { KeptEncoder } from './semantic-spaces.port';
import type { EncoderId } from './text-encoder.port';

/** Where encoders come from. */
export interface EncoderSource {
  /** @throws TroveError ENCODER_UNAVAILABLE when it is not to be had in this process, MODEL_CORRUPT, MODEL_INCOMPATIBLE */
  load(encoder: EncoderId): Promise<KeptEncoder>;
}

/** Learns an encoder from the catalogue as it is. */
export interface CatalogueTeacher {
  /**
   * The encoder, kept where every process finds it.
   *
   * @throws TroveError NOTHING_TO_LEARN; the signal's reason when it is aborted.
   */
  teach(signal: AbortSignal): Promise<KeptEncoder>;

  /** Takes encoders away whose vectors are kept no longer. */
  forget(encoders: readonly EncoderId[]): Promise<void>;
}
