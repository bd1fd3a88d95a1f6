import type { Clock } from '../shared/clock';
import { quoted, TroveError } from '../shared/errors';
import { asTrainingRunId, type ModelId, type NewId, type TrainingRunId } from '../shared/ids';
import type { HeldOutComparison, HeldOutResult } from './held-out-comparison.port';
import { isName } from './is-name';
import type { ModelRegistry } from './model-registry.port';
import type { ModelKind, ModelVersion, Promotion, TrainingMode, TrainingRun } from './model.types';
import { objectionsTo, requireReason } from './promotion-rules';
import type { TrainingRuns } from './training-runs.port';

export interface ModelServiceParts {
  readonly registry: ModelRegistry;
  readonly runs: TrainingRuns;
  readonly heldOut: Readonly<Record<ModelKind, HeldOutComparison>>;
  /** Loads a version as a gateway would. @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE when it cannot serve. */
  readonly tryOut: (model: ModelVersion) => Promise<void>;
  /** Tells every process that another model serves, or none. */
  readonly announce: () => void;
  /** Asks for a training soon. @throws TroveError QUEUE_UNAVAILABLE */
  readonly wakeTrainer: (kind: ModelKind) => Promise<void>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What an operator asks for. */
export interface PromotionOrder {
  readonly id: ModelId;
  /** Who wants it, and why; kept in the history. */
  readonly reason: string;
  /** Insists although it was refused, or was not judged. */
  readonly force: boolean;
}

/** Two versions side by side. */
export interface ModelComparison {
  readonly left: ModelVersion;
  readonly right: ModelVersion;
  /** Null when it was not asked for, or cannot be told. */
  readonly heldOut: HeldOutResult | null;
}

/** A run, and whether it was this call that asked for it. */
export interface StartedTraining {
  readonly run: TrainingRun;
  /** False when one was waiting already. */
  readonly isNew: boolean;
}

/** Looks after the versions of models: for operators, who may do less than they might wish. */
export class ModelService {
  constructor(private readonly parts: ModelServiceParts) {}

  /** Latest first. @throws TroveError UNKNOWN_MODEL */
  list(kind: ModelKind, limit: number, before: ModelId | null): Promise<readonly ModelVersion[]> {
    return this.parts.registry.list(kind, limit, before);
  }

  /** Null when there is none of that name. */
  async find(id: ModelId): Promise<ModelVersion | null> {
    return isName(id) ? this.parts.registry.find(id) : null;
  }

  /** @throws TroveError UNKNOWN_MODEL */
  async show(id: ModelId): Promise<ModelVersion> {
    const model = await this.find(id);
    if (model) return model;
    throw new TroveError(
      'UNKNOWN_MODEL',
      `There is no model ${quoted(id)}. "trove models list" names all of them.`,
      { id },
    );
  }

  /** Who served when and why, latest first. */
  promotions(kind: ModelKind, limit: number): Promise<readonly Promotion[]> {
    return this.parts.registry.promotions(kind, limit);
  }

  /** Latest first. @throws TroveError UNKNOWN_TRAINING_RUN */
  trainingRuns(
    kind: ModelKind,
    limit: number,
    before: TrainingRunId | null,
  ): Promise<readonly TrainingRun[]> {
    return this.parts.runs.list(kind, limit, before);
  }

  /** Null when there is none of that name. */
  async findRun(id: TrainingRunId): Promise<TrainingRun | null> {
    return isName(id) ? this.parts.runs.find(id) : null;
  }

  /**
   * This version serves from now on. A version that a gateway could not load is never promoted.
   *
   * @returns the version as it is then.
   * @throws TroveError UNKNOWN_MODEL, MODEL_CORRUPT, MODEL_INCOMPATIBLE; MODEL_REFUSED unless forced, or when another version was promoted
   * at the same moment; INVALID_INPUT, TEXT_TOO_LONG for the reason.
   */
  async promote({ id, reason, force }: PromotionOrder): Promise<ModelVersion> {
    const note = this.note(reason);
    const model = await this.show(id);
    const champion = (await this.parts.registry.champion(model.kind))?.id ?? null;
    if (champion === id) return model;
    const objections = force ? [] : objectionsTo(model, champion);
    if (objections.length > 0) throw refused(id, objections);
    await this.parts.tryOut(model);
    if (!(await this.parts.registry.promote(id, champion, note))) throw overtaken(id);
    this.parts.announce();
    return this.show(id);
  }

  /**
   * What served before the champion serves again; versions that cannot be loaded any more are passed over, at last for keyword order.
   *
   * @throws TroveError NO_EARLIER_MODEL when keyword order serves already; INVALID_INPUT, TEXT_TOO_LONG for the reason.
   */
  async rollBack(kind: ModelKind, why: string): Promise<Promotion> {
    const { registry } = this.parts;
    const note = this.note(why);
    const first = await registry.rollBack(kind, note);
    let last = first;
    let problem = await this.unusable(last.model);
    while (problem !== null) {
      const reason = `${note.reason} (further back: ${problem})`;
      last = await registry.rollBack(kind, { ...note, reason });
      problem = await this.unusable(last.model);
    }
    this.parts.announce();
    return { ...last, before: first.before };
  }

  /** @param heldOut whether both are to score the same lists, which takes its time. @throws TroveError UNKNOWN_MODEL, MODEL_CORRUPT; INVALID_INPUT for two kinds. */
  async compare(leftId: ModelId, rightId: ModelId, heldOut: boolean): Promise<ModelComparison> {
    const [left, right] = await Promise.all([this.show(leftId), this.show(rightId)]);
    if (left.kind !== right.kind) throw differentKinds(left, right);
    const result = heldOut ? await this.parts.heldOut[left.kind].compare(left, right) : null;
    return { left, right, heldOut: result };
  }

  /** @throws TroveError QUEUE_UNAVAILABLE: asking again wakes it again; INVALID_INPUT, TEXT_TOO_LONG for the reason. */
  async startTraining(
    kind: ModelKind,
    mode: TrainingMode,
    reason: string,
  ): Promise<StartedTraining> {
    const { runs, newId, clock, wakeTrainer } = this.parts;
    const id = asTrainingRunId(newId());
    const asked = { id, kind, mode, reason: requireReason(reason), queuedAt: clock() };
    const run = await runs.add(asked);
    await wakeTrainer(kind);
    return { run, isNew: run.id === id };
  }

  private note(reason: string): Pick<Promotion, 'reason' | 'at'> {
    return { reason: requireReason(reason), at: this.parts.clock() };
  }

  /** What keeps a version from serving; null when nothing does. A fault of the place, and not of the version, is thrown. */
  private async unusable(id: ModelId | null): Promise<string | null> {
    if (id === null) return null;
    try {
      await this.parts.tryOut(await this.show(id));
      return null;
    } catch (error) {
      if (isOwnFault(error)) return error.message;
      throw error;
    }
  }
}

function isOwnFault(error: unknown): error is TroveError {
  return (
    error instanceof TroveError &&
    (error.code === 'MODEL_CORRUPT' || error.code === 'MODEL_INCOMPATIBLE')
  );
}

function refused(id: ModelId, objections: readonly string[]): TroveError {
  return new TroveError(
    'MODEL_REFUSED',
    `Model ${id} may not serve: ${objections.join(' ')} To insist, force it and say why.`,
    { id, reasons: objections },
  );
}

function differentKinds(left: ModelVersion, right: ModelVersion): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    `${left.id} is a ${left.kind} and ${right.id} a ${right.kind}: they do not do the same. Compare two of one kind.`,
  );
}

function overtaken(id: ModelId): TroveError {
  return new TroveError(
    'MODEL_REFUSED',
    `Model ${id} was not promoted: another one began to serve at the same moment. Look who serves now, and decide again.`,
    { id },
  );
}
