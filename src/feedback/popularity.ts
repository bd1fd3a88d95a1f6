import type { EpochMs } from '../shared/clock';
import type { EventKind, ShopperEvent } from './shopper-event.types';

/** An event counts half as much for every two weeks that have passed since: a shop's season turns in months, not days. */
export const POPULARITY_HALF_LIFE_MS = 14 * 24 * 3_600_000;

/**
 * The fixed moment at which an event counts exactly its weight. It lies so that every event from 1996 to 2073 stays
 * within the range of normal doubles, 2^-1022 to 2^1023: 1996 is 1,018 half-lives before it, and after 2073 a sum could
 * pass 2^1000. Moving it changes the meaning of every stored sum, so that only a migration may do it.
 */
export const POPULARITY_LANDMARK = Date.UTC(2035, 0, 1) as EpochMs;

/** Events before it are refused: shops on the web were not there yet, and their weight would be lost in rounding. */
export const EARLIEST_EVENT = Date.UTC(1996, 0, 1) as EpochMs;

/** A rating of five stars weighs as much as LIKE, one star as much as DISLIKE, three stars nothing. */
const WEIGHT_PER_STAR = 1.5;
const NEUTRAL_STARS = 3;

/**
 * How much an event says about a product at the moment it happens, in views. Pieces and price do not matter: ten screws
 * in one basket are one decision. Being shown says nothing, so that rank does not feed on itself.
 *
 * @param rating stars, 1 to 5; read with RATING only.
 */
export function eventWeight(kind: EventKind, rating: number | null): number {
  switch (kind) {
    case 'IMPRESSION':
      return 0;
    case 'VIEW':
    case 'CLICK':
      return 1;
    case 'ADD_TO_CART':
      return 4;
    case 'PURCHASE':
      return 10;
    case 'LIKE':
      return 3;
    case 'DISLIKE':
      return -3;
    case 'RATING':
      return ((rating ?? NEUTRAL_STARS) - NEUTRAL_STARS) * WEIGHT_PER_STAR;
  }
}

/**
 * What an event adds to the stored sum of its product:
 *
 *   weight · 2^((t − landmark) / halfLife)
 *
 * Sums of these never need to be touched as time goes by: decaying all of them to the same moment multiplies each by the
 * same factor, so that their order is the order of popularity at any moment. Old events may arrive late, in any order.
 *
 * @returns 0 or a number with the sign of the weight; finite for events from 1996 to 2073.
 * @see Cormode, Shkapenyuk, Srivastava, Xu 2009, "Forward Decay: A Practical Time Decay Model for Streaming Systems".
 */
export function popularityGain(
  event: Pick<ShopperEvent, 'kind' | 'rating' | 'occurredAt'>,
): number {
  return eventWeight(event.kind, event.rating) * 2 ** halfLivesFromLandmark(event.occurredAt);
}

/**
 * Reads a stored sum as of a moment: an event of that very moment counts its weight, one of a half-life before counts half.
 *
 * @param at from 1996 to 2073.
 */
export function decayedTo(at: EpochMs, storedSum: number): number {
  return storedSum * 2 ** -halfLivesFromLandmark(at);
}

function halfLivesFromLandmark(moment: EpochMs): number {
  return (moment - POPULARITY_LANDMARK) / POPULARITY_HALF_LIFE_MS;
}
