import type { EpochMs } from '../shared/clock';
import type { IndexName } from './search-index.port';

/** An index that is being brought up to date before it goes live, and who does it. */
export interface Construction {
  readonly index: IndexName;
  /** Name of the builder: no two share one. */
  readonly by: string;
  /** Until then nobody else may begin; a builder that lives puts it off again and again. */
  readonly until: EpochMs;
}

/** Remembers, for all processes, which index is under construction and which is kept for roll-back. */
export interface IndexLedger {
  /** What indexers write to besides the live index; null when nothing is under construction. It outlives a builder that died. */
  underConstruction(): Promise<IndexName | null>;

  /** Begins unless somebody else is at it and has not lapsed. @returns whether it began. */
  begin(construction: Construction, at: EpochMs): Promise<boolean>;

  /** @returns false when somebody else has begun meanwhile: then this builder must give up. */
  renew(by: string, until: EpochMs): Promise<boolean>;

  /** Nothing is under construction any more; does nothing when it is somebody else's. */
  end(by: string): Promise<void>;

  /**
   * Changes over while nobody else can begin, notes the index that is to be kept and since when, and ends the construction.
   *
   * @param changeOver gives back the index to keep. It may run again when the database asks for it, and writes nothing there.
   * @returns false, and nothing ran, when the construction is somebody else's; true, and nothing ran, when this builder was the
   *   last to finish.
   */
  finish(by: string, changeOver: () => Promise<IndexName | null>, at: EpochMs): Promise<boolean>;

  /** The index to go back to; null when there is none. */
  kept(): Promise<IndexName | null>;

  /** When the last change-over was: until then the kept index was up to date. 0 when there was none. */
  keptSince(): Promise<EpochMs>;
}
