import type { Branded } from './branded';

/** The shop's own key of a product: unique in the catalogue, 1 to 200 characters. */
export type Sku = Branded<string, 'Sku'>;
/** Chosen by the client, unique for ever: recording the same event twice counts once. */
export type EventId = Branded<string, 'EventId'>;
/** The shop's own key of a known shopper. */
export type ShopperId = Branded<string, 'ShopperId'>;
/** One visit of one device, known or anonymous. */
export type SessionId = Branded<string, 'SessionId'>;
/** Attribution id of one search; all its pages carry the same. */
export type SearchId = Branded<string, 'SearchId'>;
/** Attribution id of one list of recommendations. */
export type RecommendationId = Branded<string, 'RecommendationId'>;
/** One run of an import: rows of the same run with the same SKU are merged. */
export type ImportRunId = Branded<string, 'ImportRunId'>;

/** One trained model; it never changes. Names its kind and the moment, such as `reranker-20261121-143000-ab12`. */
export type ModelId = Branded<string, 'ModelId'>;
/** One attempt to train a model. */
export type TrainingRunId = Branded<string, 'TrainingRunId'>;

/** Makes ids that never repeat. */
export type NewId = () => string;

export const asSku = (text: string): Sku => text as Sku;
export const asEventId = (text: string): EventId => text as EventId;
export const asShopperId = (text: string): ShopperId => text as ShopperId;
export const asSessionId = (text: string): SessionId => text as SessionId;
export const asSearchId = (text: string): SearchId => text as SearchId;
export const asRecommendationId = (text: string): RecommendationId => text as RecommendationId;
export const asImportRunId = (text: string): ImportRunId => text as ImportRunId;
export const asModelId = (text: string): ModelId => text as ModelId;
export const asTrainingRunId = (text: string): TrainingRunId => text as TrainingRunId;
