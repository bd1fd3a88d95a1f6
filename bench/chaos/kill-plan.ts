import type { SeededRandom } from '../../src/shared/seeded-random';

/** What can be killed. */
export const PARTS = ['gateway', 'worker', 'elasticsearch', 'postgres', 'redis'] as const;

export type Part = (typeof PARTS)[number];

export interface PlannedKill {
  readonly part: Part;
  /** When: the share of the work that is done then, in (0, 1). */
  readonly at: number;
}

/** Nothing is killed before and after: there would be no work to disturb. */
const FIRST_AT = 0.04;
const LAST_AT = 0.96;

/** Random moments, in their order; those of one part are spread over the whole work. */
export function planKills(
  times: Readonly<Record<Part, number>>,
  random: SeededRandom,
): readonly PlannedKill[] {
  const kills = PARTS.flatMap((part) =>
    Array.from({ length: times[part] }, (_, place) => {
      const share = (place + random.next()) / times[part];
      return { part, at: FIRST_AT + share * (LAST_AT - FIRST_AT) };
    }),
  );
  return kills.sort((left, right) => left.at - right.at);
}
