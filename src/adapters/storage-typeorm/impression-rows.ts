import type { SearchImpression } from '../../search/ranking-log.port';

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
