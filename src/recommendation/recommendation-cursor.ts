import { hash } from 'node:crypto';
import { z } from 'zod';
import { TroveError } from '../shared/errors';
import { asRecommendationId, asSku, type RecommendationId, type Sku } from '../shared/ids';
import type { RecommendationRequest } from './recommendation.types';

/** Rises when the meaning of the fields changes; older cursors are then refused. */
const VERSION = 1;

/** Twelve hexadecimal digits: an accident in 2^48 is none. */
const DIGEST_DIGITS = 12;

/** No cursor that was given out is longer. */
const LONGEST_CURSOR = 2048;

/** A place in one list. */
export interface RecommendationPlace {
  readonly recommendationId: RecommendationId;
  /** Of the last product shown, from 1. */
  readonly position: number;
  /** What page 1 found the list to be about, where that was for it to say. */
  readonly seed: Sku | null;
}

const payload = z.tuple([
  z.literal(VERSION),
  z.string().length(DIGEST_DIGITS),
  z.string().min(1).max(100),
  z.int().min(1).max(1_000_000),
  z.string().min(1).max(200).nullable(),
]);

/** What makes two requests pages of one list. What the visitor did, bought or excluded meanwhile does not end it. */
export function listDigest(request: RecommendationRequest): string {
  const { placement, product, filter, context, diversity, departmentCap } = request;
  const { department, query } = context;
  return digest(
    JSON.stringify([placement, product, filter, department, query, diversity, departmentCap]),
  );
}

/** Writes the cursors of one list: an opaque text for each place, safe in addresses. */
export function cursorWriter(
  { recommendationId, seed }: Omit<RecommendationPlace, 'position'>,
  list: string,
): (position: number) => string {
  return (position) => {
    const json = JSON.stringify([VERSION, list, recommendationId, position, seed]);
    return Buffer.from(digest(json) + json).toString('base64url');
  };
}

/**
 * Reads a cursor back.
 *
 * @param list digest of the request that came with the cursor.
 * @throws TroveError CURSOR_INVALID for a text that was not given out; CURSOR_MISMATCH for a cursor of another list.
 */
export function readCursor(cursor: string, list: string): RecommendationPlace {
  const read = payload.safeParse(parseOwn(cursor));
  if (!read.success)
    throw new TroveError(
      'CURSOR_INVALID',
      '`after` is not a cursor of this API. Use the `endCursor` of a page unchanged, or leave `after` out.',
    );
  const [, madeFor, recommendationId, position, seed] = read.data;
  if (madeFor !== list)
    throw new TroveError(
      'CURSOR_MISMATCH',
      'The cursor belongs to another list. Send the placement, product, filter, department, query, diversity and departmentCap of the ' +
        'first page with it, or leave `after` out to begin anew.',
    );
  return {
    recommendationId: asRecommendationId(recommendationId),
    position,
    seed: seed === null ? null : asSku(seed),
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
