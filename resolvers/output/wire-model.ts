import type { ModelPromotion } from '../../schema/models/model-promotion.type';
import type { Model } from '../../schema/models/model.type';
import type { TrainingRun as WireRun } from '../../schema/models/training-run.type';
import type { ModelVersion, Promotion, TrainingRun, Verdict } from '../../src/models/model.types';
import type { EpochMs } from '../../src/shared/clock';

export function wireModel(version: ModelVersion): Model {
  const { parent, run, createdAt, metrics, data, verdict, shadow, ...facts } = version;
  return {
    ...facts,
    parentId: parent,
    trainingRunId: run,
    createdAt: new Date(createdAt),
    metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })),
    data: { ...data, from: dateOf(data.from), to: dateOf(data.to) },
    verdict: verdict && wireVerdict(verdict),
    shadow: shadow && { ...shadow, since: new Date(shadow.since) },
  };
}

function wireVerdict({ champion, ...facts }: Verdict): NonNullable<Model['verdict']> {
  return { ...facts, championId: champion };
}

export function wirePromotion({ model, before, at, ...facts }: Promotion): ModelPromotion {
  return { ...facts, modelId: model, beforeId: before, at: new Date(at) };
}

export function wireTrainingRun(run: TrainingRun): WireRun {
  const { model, queuedAt, startedAt, finishedAt, ...facts } = run;
  return {
    ...facts,
    modelId: model,
    queuedAt: new Date(queuedAt),
    startedAt: dateOf(startedAt),
    finishedAt: dateOf(finishedAt),
  };
}

const dateOf = (at: EpochMs | null): Date | null => (at === null ? null : new Date(at));
