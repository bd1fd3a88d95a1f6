import type { SearchImpression } from '../../search/ranking-log.port';
import { vectorToText } from './vector-text';

/** Longest query that is kept word for word, and longest normalised one, in UTF-16 units. */
const TEXT_CHARACTERS = 1000;
const NORMALIZED_CHARACTERS = 200;

/** In the order of `impressionValues`. */
export const IMPRESSION_COLUMNS = [
  'search_id',
  'text',
  'filter_json',
  'sort',
  'total',
  'first_position',
  'skus',
  'shopper',
  'session',
  'shown_at',
];

export function impressionValues(impression: SearchImpression): readonly unknown[] {
  return [
    impression.searchId,
    storableText(impression.text, TEXT_CHARACTERS),
    impression.filterJson === null ? null : storableText(impression.filterJson, Infinity),
    impression.sort,
    impression.total,
    impression.firstPosition,
    JSON.stringify(impression.skus),
    impression.shopper,
    impression.session,
    impression.shownAt,
  ];
}

/** In the order of `featureValues`. */
export const FEATURE_COLUMNS = [
  'sequence',
  'normalized_text',
  'feature_set',
  'columns',
  'features',
  'model',
  'shown_at',
];

/** A row as it was inserted: its number, and what tells it from the others of its batch. */
export interface InsertedImpression {
  /** A text on PostgreSQL, whose numbers are wider. */
  readonly sequence: number | string;
  readonly search_id: string;
  readonly first_position: number;
}

export const INSERTED_COLUMNS = 'RETURNING sequence, search_id, first_position';

/** One row per impression with features, under the number of its impression. Databases return rows in any order. */
export function featureValues(
  impressions: readonly SearchImpression[],
  inserted: readonly InsertedImpression[],
): readonly unknown[][] {
  const numbers = new Map<string, number[]>();
  for (const { sequence, search_id, first_position } of inserted) {
    const key = pageKey(search_id, first_position);
    numbers.set(
      key,
      [...(numbers.get(key) ?? []), Number(sequence)].sort((a, b) => a - b),
    );
  }
  return impressions.flatMap((impression) => {
    const sequence = numbers.get(pageKey(impression.searchId, impression.firstPosition))?.shift();
    const { features, normalizedText, shownAt } = impression;
    if (!features || sequence === undefined) return [];
    return [
      [
        sequence,
        storableText(normalizedText, NORMALIZED_CHARACTERS),
        features.featureSet,
        features.columns,
        vectorToText(features.values),
        features.model,
        shownAt,
      ],
    ];
  });
}

function pageKey(searchId: string, firstPosition: number): string {
  return `${firstPosition} ${searchId}`;
}

/** In the order of `queryValues`. */
export const QUERY_COLUMNS = [
  'normalized_text',
  'text',
  'searches',
  'last_total',
  'last_searched_at',
];

/**
 * One row per query that was typed: an impression counts when it is the first page of a search with words in it. Sorted by
 * the normalised text, so that all writers lock rows in the same order.
 */
export function queryValues(impressions: readonly SearchImpression[]): readonly unknown[][] {
  const rows = new Map<string, { searches: number; last: SearchImpression }>();
  for (const impression of impressions) {
    const key = storableText(impression.normalizedText, NORMALIZED_CHARACTERS);
    if (key === '' || impression.firstPosition !== 1) continue;
    rows.set(key, { searches: (rows.get(key)?.searches ?? 0) + 1, last: impression });
  }
  return [...rows]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, { searches, last }]) => [
      key,
      storableText(last.text, TEXT_CHARACTERS),
      searches,
      last.total,
      last.shownAt,
    ]);
}

/** PostgreSQL stores neither NUL nor halves of characters, and a log must never fail on what somebody typed. */
function storableText(text: string, maxCharacters: number): string {
  return text
    .slice(0, maxCharacters)
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
}
