import type { EpochMs } from '../shared/clock';
import { eventWeight } from './popularity';
import type { ShopperEvent } from './shopper-event.types';

/** For the trend, an event counts half as much for every two days that have passed since: what is talked about today is old news in a week. */
export const TREND_HALF_LIFE_MS = 2 * 24 * 3_600_000;

/**
 * A sum of event weights, each decayed from its event to one moment, which is that of the latest event.
 *
 * Popularity is kept relative to a fixed landmark, so that nobody ever touches old sums. With so short a half-life that would hold for some eleven years
 * only: beyond them doubles end. So the moment is kept beside the sum, and a product without events is decayed when it is read.
 */
export interface TrendSum {
  /** Finite; below 0 where people said no. */
  readonly sum: number;
  readonly at: EpochMs;
}

/** The trend as of another moment; an event ahead of that moment counts its weight, since clocks of clients may run ahead. */
export function trendAsOf(at: EpochMs, trend: TrendSum): number {
  return trend.sum * 2 ** -halfLives(at - trend.at);
}

/** Adds an event, which may be older than others that were added. */
export function withEvent(
  trend: TrendSum | null,
  event: Pick<ShopperEvent, 'kind' | 'rating' | 'occurredAt'>,
): TrendSum {
  const own = { sum: eventWeight(event.kind, event.rating), at: event.occurredAt };
  if (trend === null) return own;
  const at = trend.at > own.at ? trend.at : own.at;
  return { sum: trendAsOf(at, trend) + trendAsOf(at, own), at };
}

function halfLives(ageMs: number): number {
  return Math.max(0, ageMs) / TREND_HALF_LIFE_MS;
}
