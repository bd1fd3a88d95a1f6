import type { NewModel } from '../../models/model-registry.port';
import type { ModelVersion, Promotion, ShadowReport, Verdict } from '../../models/model.types';
import { isName } from '../../models/is-name';
import { asEpochMs } from '../../shared/clock';
import { quoted, TroveError } from '../../shared/errors';
import { asModelId, type ModelId } from '../../shared/ids';
import type { ModelEntity } from './entities/model.entity';
import type { PromotionRow } from './promotion-rows';

/** What of a version never changes, beside its id, kind and moment. */
type ModelFacts = Omit<ModelVersion, 'id' | 'kind' | 'state' | 'createdAt' | 'verdict' | 'shadow'>;

/** A row as it is written and read. */
export type ModelRow = Readonly<Omit<ModelEntity, never>>;

/** The name of a model's bytes among the artefacts. */
export const artefactName = (id: ModelId): string => `model/${id}`;

/** @throws TroveError INVALID_INPUT */
export function requireId(id: ModelId): void {
  if (isName(id)) return;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(id)} cannot name a model: an id has 1 to 100 letters, digits, dots, hyphens and underscores.`,
  );
}

export function toModelRow(model: NewModel, checksum: string, bytes: number): ModelRow {
  const { id, kind, createdAt, ...rest } = model;
  const facts: ModelFacts = { ...rest, metrics: finiteOnly(rest.metrics), checksum, bytes };
  return {
    id,
    kind,
    state: 'CANDIDATE',
    facts: JSON.stringify(facts),
    verdict: null,
    shadow: null,
    createdAt,
  };
}

export function toModelVersion(row: ModelRow): ModelVersion {
  return {
    ...(JSON.parse(row.facts) as ModelFacts),
    id: asModelId(row.id),
    kind: row.kind,
    state: row.state,
    createdAt: asEpochMs(row.createdAt),
    verdict: readVerdict(row.verdict),
    shadow: readShadow(row.shadow),
  };
}

export function toPromotion(row: PromotionRow): Promotion {
  const { kind, model, before, action, reason, at } = row;
  return { kind, model: idOf(model), before: idOf(before), action, reason, at: asEpochMs(at) };
}

export const readVerdict = (text: string | null): Verdict | null =>
  text === null ? null : (JSON.parse(text) as Verdict);

export const readShadow = (text: string | null): ShadowReport | null =>
  text === null ? null : (JSON.parse(text) as ShadowReport);

export const idOf = (text: string | null): ModelId | null =>
  text === null ? null : asModelId(text);

/** JSON knows no other numbers. */
function finiteOnly(metrics: NewModel['metrics']): NewModel['metrics'] {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
}
