import type { EpochMs } from '../shared/clock';
import type { ModelId } from '../shared/ids';
import type { ModelKind, ModelVersion, Promotion, ShadowReport, Verdict } from './model.types';

export type NewModel = Omit<ModelVersion, 'state' | 'verdict' | 'shadow' | 'checksum' | 'bytes'>;

/** Keeps every version of every model: metadata and artefact together, whole or not at all. */
export interface ModelRegistry {
  /** Adds a `CANDIDATE`; its checksum is worked out here. @throws TroveError INVALID_INPUT when the id is taken. */
  add(model: NewModel, artefact: Uint8Array): Promise<ModelVersion>;

  /** Latest first. */
  list(kind: ModelKind, limit: number, before: EpochMs | null): Promise<readonly ModelVersion[]>;

  find(id: ModelId): Promise<ModelVersion | null>;

  /** @throws TroveError UNKNOWN_MODEL; MODEL_CORRUPT when the bytes are not those that were added. */
  artefact(id: ModelId): Promise<Uint8Array>;

  /** Null while keyword order serves. */
  champion(kind: ModelKind): Promise<ModelVersion | null>;

  /** Those in the state SHADOW, latest first. */
  shadows(kind: ModelKind): Promise<readonly ModelVersion[]>;

  /** Notes the judgement of a candidate, which becomes REFUSED or SHADOW; a verdict is never replaced. @throws TroveError UNKNOWN_MODEL, MODEL_REFUSED */
  judge(id: ModelId, verdict: Verdict): Promise<void>;

  /** Adds what a gateway's shadow saw to what others did. */
  noteShadow(id: ModelId, report: ShadowReport): Promise<void>;

  /**
   * From now on this one serves and the one before is retired, at once.
   *
   * @param expected the champion that the caller decided against; the promotion does not happen, and the answer is false, when another
   * one serves meanwhile.
   * @throws TroveError UNKNOWN_MODEL
   */
  promote(
    id: ModelId,
    expected: ModelId | null,
    note: Pick<Promotion, 'reason' | 'at'>,
  ): Promise<boolean>;

  /** The model that served before the champion serves again, or keyword order; the champion is retired. @throws TroveError NO_EARLIER_MODEL when none serves. */
  rollBack(kind: ModelKind, note: Pick<Promotion, 'reason' | 'at'>): Promise<Promotion>;

  /** Latest first. */
  promotions(kind: ModelKind, limit: number): Promise<readonly Promotion[]>;
}
