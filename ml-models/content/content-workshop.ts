import type { ItemFeatures } from '../../src/recommendation/learning/interaction-log.types';
import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import { quoted, TroveError } from '../../src/shared/errors';
import { packContent, unpackContent, type TasteSettings } from './content-artefact';
import { ContentRecommender } from './content-recommender';
import { featureRows, type SparseRows } from './feature-rows';

export interface ContentOptions extends TasteSettings {
  /** Features that a larger share of the items has are left out, above 0, up to 1. */
  readonly mostShare: number;
}

/** What is like what somebody did, whatever others did. It has nothing to go on from: what items are is read anew. */
export const contentWorkshop: RecommenderWorkshop<ContentOptions> = {
  name: 'content',
  defaults: { recency: 0.5, history: 50, textShare: 0.5, mostShare: 0.5 },
  fit: async (lessons, order) => fitContent(lessons, order),
  read: async (artefact) => new ContentRecommender(unpackContent(artefact)),
};

function fitContent(
  { features }: Lessons,
  { options, signal, onProgress }: FitOrder<ContentOptions>,
): FittedRecommender {
  signal.throwIfAborted();
  requireOptions(options);
  const rows = features === null ? null : featureRows(features, options.mostShare);
  if (features === null || rows === null || tellsNothing(rows, features)) throw nothingKnown();
  onProgress(1);
  const { recency, history, textShare } = options;
  const known = rows.starts.reduce(
    (items, start, item) => items + (item > 0 && start > (rows.starts[item - 1] as number) ? 1 : 0),
    0,
  );
  return {
    artefact: packContent({
      rows,
      texts: features.vectors,
      taste: { recency, history, textShare },
    }),
    engine: 'javascript',
    metrics: { itemsWithFeatures: known, entries: rows.columns.length },
  };
}

function tellsNothing({ columns }: SparseRows, { vectors }: ItemFeatures): boolean {
  return columns.length === 0 && (vectors === null || vectors.values.every((value) => value === 0));
}

function nothingKnown(): TroveError {
  return new TroveError(
    'NOTHING_TO_LEARN',
    'Nothing is known of any item that tells it from others: neither features nor texts.',
  );
}

const LIMITS: Readonly<Record<keyof ContentOptions, readonly [number, number]>> = {
  recency: [1e-9, 1],
  history: [1, 1000],
  textShare: [0, 1],
  mostShare: [1e-9, 1],
};

function requireOptions(options: ContentOptions): void {
  for (const name of Object.keys(LIMITS) as (keyof ContentOptions)[]) {
    const [least, most] = LIMITS[name];
    const value = options[name];
    if (value >= least && value <= most) continue;
    throw new TroveError(
      'INVALID_INPUT',
      `${name} must be a number from ${least} to ${most}, got ${quoted(String(value))}.`,
      { name, least, most },
    );
  }
}
