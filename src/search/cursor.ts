import { hash } from 'node:crypto';
import { z } from 'zod';
import { TroveError } from '../shared/errors';
import { asSearchId, type SearchId } from '../shared/ids';
import type { RankingMode } from './ranking-mode.types';
import type { CatalogueView, SortKey } from './keyword-engine.port';
import type { SearchRequest } from './search.types';

/** Rises when the meaning of the fields changes; older cursors are then refused. */
const VERSION = 3;

/** Twelve hexadecimal digits: an accident in 2^48 is none. */
const DIGEST_DIGITS = 12;

/** No cursor that was given out is longer. */
const LONGEST_CURSOR = 8192;
const LONGEST_VIEW = 4096;

/** A place in the answer to one query, with what page 1 decided, so that all pages are pages of the same list. */
export interface SearchPlace {
  readonly searchId: SearchId;
  /** Position of the hit, from 1. */
  readonly position: number;
  readonly sortKey: SortKey;
  /** Empty when browsing. */
  readonly tiers: readonly (readonly number[])[];
  /** Products that hold every word; only known, and only needed, when the query was relaxed. */
  readonly fullMatches: number;
  /** Null when the engine keeps none, and in lists that a ranker orders. */
  readonly view: CatalogueView | null;
  /** How the list is ranked: later pages keep to it. */
  readonly ranking: RankingMode;
}

const index = z.int().min(0).max(1000);
const payload = z.tuple([
  z.literal(VERSION),
  z.string().length(DIGEST_DIGITS),
  z.string().min(1).max(100),
  z.int().min(1),
  z.array(z.union([z.number(), z.string()])).max(20),
  z.array(z.array(index).min(1)),
  z.int().min(0),
  z.string().max(LONGEST_VIEW).nullable(),
  z.enum(['KEYWORD', 'HYBRID', 'NEURAL']),
]);

/** What makes two requests pages of the same list: everything that decides which products match and in which order. */
export function queryDigest(
  request: Pick<SearchRequest, 'text' | 'filter' | 'sort' | 'unavailable' | 'ranking'>,
): string {
  const { text, filter, sort, unavailable, ranking = null } = request;
  return digest(JSON.stringify([text, filter, sort, unavailable, ranking]));
}

/** An opaque text for a place; safe in addresses. */
export function writeCursor(place: SearchPlace, query: string): string {
  const { searchId, position, sortKey, tiers, fullMatches, view, ranking } = place;
  const json = JSON.stringify([
    VERSION,
    query,
    searchId,
    position,
    sortKey,
    tiers,
    fullMatches,
    view,
    ranking,
  ]);
  return Buffer.from(digest(json) + json).toString('base64url');
}

/**
 * Reads a cursor back.
 *
 * @param query digest of the request that came with the cursor.
 * @throws TroveError CURSOR_INVALID for a text that `writeCursor` did not make; CURSOR_MISMATCH for a cursor of another query.
 */
export function readCursor(cursor: string, query: string): SearchPlace {
  const read = payload.safeParse(parseOwn(cursor));
  if (!read.success) throw invalid();
  const [, madeFor, searchId, position, sortKey, tiers, fullMatches, view, ranking] = read.data;
  if (madeFor !== query)
    throw new TroveError(
      'CURSOR_MISMATCH',
      'The cursor belongs to another query. Send the text, filter, sort, availability and ranking of the first page with it, or ' +
        'leave `after` out to begin anew.',
    );
  return {
    searchId: asSearchId(searchId),
    position,
    sortKey,
    tiers,
    fullMatches,
    view: view as CatalogueView | null,
    ranking,
  };
}

/** The JSON in the cursor; null unless its checksum fits. */
function parseOwn(cursor: string): unknown {
  if (cursor.length > LONGEST_CURSOR) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const json = text.slice(DIGEST_DIGITS);
  return digest(json) === text.slice(0, DIGEST_DIGITS) ? JSON.parse(json) : null;
}

function digest(text: string): string {
  return hash('sha256', text).slice(0, DIGEST_DIGITS);
}

function invalid(): TroveError {
  return new TroveError(
    'CURSOR_INVALID',
    '`after` is not a cursor of this API. Use the `endCursor` of a page unchanged, or leave `after` out.',
  );
}
