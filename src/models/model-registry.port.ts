import type { ModelId } from '../shared/ids';
import type { ModelKind, ModelVersion, Promotion, ShadowReport, Verdict } from './model.types';

export type NewModel = Omit<ModelVersion, 'state' | 'verdict' | 'shadow' | 'checksum' | 'bytes'>;

/** Why and when another model serves. */
export type PromotionNote = Pick<Promotion, 'reason' | 'at'>;

/** Keeps every version of every model: metadata and artefact together, whole or not at all. It judges nothing: that is for whoever calls. */
export interface ModelRegistry {
  /**
   * Adds a `CANDIDATE`; its checksum is worked out here. Adding the same again changes nothing. Metrics that are no finite numbers are
   * left out.
   *
   * @throws TroveError INVALID_INPUT when another model has this id.
   */
  add(model: NewModel, artefact: Uint8Array): Promise<ModelVersion>;

  /**
   * Latest first.
   *
   * @param before those older than this one; null from the latest on.
   * @throws TroveError UNKNOWN_MODEL when there is none of that kind to begin after.
   */
  list(kind: ModelKind, limit: number, before: ModelId | null): Promise<readonly ModelVersion[]>;

  find(id: ModelId): Promise<ModelVersion | null>;

  /** @throws TroveError UNKNOWN_MODEL; MODEL_CORRUPT when the bytes are not those that were added. */
  artefact(id: ModelId): Promise<Uint8Array>;

  /** Null while keyword order serves. */
  champion(kind: ModelKind): Promise<ModelVersion | null>;

  /** Those in the state SHADOW, latest first. */
  shadows(kind: ModelKind): Promise<readonly ModelVersion[]>;

  /**
   * Notes the judgement of a candidate, which becomes REFUSED or SHADOW. A verdict is never replaced; noting the same again changes nothing.
   *
   * @throws TroveError UNKNOWN_MODEL; MODEL_REFUSED when another verdict stands.
   */
  judge(id: ModelId, verdict: Verdict): Promise<void>;

  /**
   * A model in the shadow becomes REFUSED; the reason is added to those of its verdict, which then says so too. One that is not in the shadow
   * (any more) stays as it is.
   *
   * @throws TroveError UNKNOWN_MODEL
   */
  refuse(id: ModelId, reason: string): Promise<void>;

  /** Adds what a gateway's shadow saw to what others did. @throws TroveError UNKNOWN_MODEL */
  noteShadow(id: ModelId, report: ShadowReport): Promise<void>;

  /**
   * From now on this one serves and the one before is retired, at once. For a model that serves already nothing changes.
   *
   * @param expected the champion that the caller decided against; null for keyword order.
   * @returns whether it serves; false when neither it nor the expected one was serving, and then nothing has changed.
   * @throws TroveError UNKNOWN_MODEL
   */
  promote(id: ModelId, expected: ModelId | null, note: PromotionNote): Promise<boolean>;

  /**
   * The model that served before the champion was promoted serves again, or keyword order; the champion is retired. Rolling back again goes
   * back further. The same note rolls back once.
   *
   * @throws TroveError NO_EARLIER_MODEL when none serves.
   */
  rollBack(kind: ModelKind, note: PromotionNote): Promise<Promotion>;

  /** Latest first. */
  promotions(kind: ModelKind, limit: number): Promise<readonly Promotion[]>;

  /**
   * Forgets the bytes of models that were refused or are retired, but for the latest `keep` of them; what is known about them stays. They cannot serve again.
   *
   * @returns how many were looked at; forgetting again changes nothing.
   */
  forgetBytes(kind: ModelKind, keep: number): Promise<number>;
}
