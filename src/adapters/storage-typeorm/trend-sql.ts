import { TREND_HALF_LIFE_MS } from '../../feedback/trend';

/** Beyond it a sum is nothing: PostgreSQL fails where a number becomes too small for its type, and no event may fail for that. */
const MOST_HALF_LIVES = 50;
const NOTHING = 1e-9;

/** Adds the trend of new events to the stored one, both as of the latest event; what `withEvent` does, as an expression of an upsert. */
export const ADDED_TREND = `${decayed('product_counter', 'excluded')} + ${decayed('excluded', 'product_counter')}`;

/** One sum as of the latest event of both. */
function decayed(own: string, other: string): string {
  const ageMs = `(${other}.last_event_at - ${own}.last_event_at)`;
  const halfLives = `CAST(${ageMs} AS double precision) / ${TREND_HALF_LIFE_MS}`;
  return (
    `CASE WHEN ${ageMs} <= 0 THEN ${own}.trend ` +
    `WHEN ${ageMs} > ${MOST_HALF_LIVES * TREND_HALF_LIFE_MS} OR abs(${own}.trend) < ${NOTHING} THEN 0 ` +
    `ELSE ${own}.trend * power(CAST(2 AS double precision), -(${halfLives})) END`
  );
}
