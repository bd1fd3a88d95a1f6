import type { JudgedQuery } from '../evaluation/judgments';
import { SeededRandom } from '../shared/seeded-random';
import type { Visitor } from './shop.port';

/** Who visits: `SHOPPER`s judge what they see; `FLOOD` and `SWARM` are robots, few who ask much or many who ask once. */
export type VisitorKind = 'SHOPPER' | 'FLOOD' | 'SWARM';

/** One search that is going to be made. */
export interface PlannedSearch {
  readonly kind: VisitorKind;
  readonly visitor: Visitor;
  readonly query: JudgedQuery;
  /** For what is decided by chance when the page is there. */
  readonly seed: number;
}

export interface VisitPlan {
  /** What is asked; at least one. */
  readonly queries: readonly JudgedQuery[];
  /** Sessions of shoppers. */
  readonly sessions: number;
  /** Searches of robots, spread evenly among those of shoppers. */
  readonly robotSearches: number;
  readonly robots: Exclude<VisitorKind, 'SHOPPER'>;
  readonly seed: number;
}

/** A shopper comes about so often. */
const SESSIONS_PER_SHOPPER = 3;

/** Chance that a session goes on with another search. */
const GOES_ON = 0.3;

/** A robot of a flood makes so many searches. */
const SEARCHES_PER_ROBOT = 500;

/** Every search of the simulation in its order: a plan depends on its seed alone, not on how fast the shop answers. */
export function planSearches(plan: VisitPlan): readonly PlannedSearch[] {
  const next = queryCycle(plan.queries, new SeededRandom(plan.seed + 1));
  const shoppers = shopperSearches(plan, next);
  return spread(shoppers, robotSearches(plan, next));
}

function shopperSearches(
  { sessions, seed }: VisitPlan,
  nextQuery: () => JudgedQuery,
): readonly PlannedSearch[] {
  const random = new SeededRandom(seed);
  const shoppers = Math.max(1, Math.ceil(sessions / SESSIONS_PER_SHOPPER));
  const searches: PlannedSearch[] = [];
  for (let session = 1; session <= sessions; session += 1) {
    const visitor = {
      shopper: `simulated-${seed}-shopper-${random.below(shoppers) + 1}`,
      session: `simulated-${seed}-session-${session}`,
    };
    do {
      searches.push({ kind: 'SHOPPER', visitor, query: nextQuery(), seed: newSeed(random) });
    } while (random.next() < GOES_ON);
  }
  return searches;
}

function robotSearches(
  { robotSearches: count, robots, seed }: VisitPlan,
  nextQuery: () => JudgedQuery,
): readonly PlannedSearch[] {
  const random = new SeededRandom(seed + 2);
  const searchesPerRobot = robots === 'FLOOD' ? SEARCHES_PER_ROBOT : 1;
  return Array.from({ length: count }, (_, index): PlannedSearch => {
    const robot = Math.floor(index / searchesPerRobot) + 1;
    const name = `simulated-${seed}-robot-${robot}`;
    const visitor = { shopper: name, session: name };
    return { kind: robots, visitor, query: nextQuery(), seed: newSeed(random) };
  });
}

/** Each query once before any comes twice, in another order each time: chance does not decide what is asked more. */
function queryCycle(queries: readonly JudgedQuery[], random: SeededRandom): () => JudgedQuery {
  let left: JudgedQuery[] = [];
  return () => {
    if (left.length === 0) left = [...queries];
    const [query] = left.splice(random.below(left.length), 1);
    if (!query) throw new RangeError('A simulation needs at least one query');
    return query;
  };
}

const newSeed = (random: SeededRandom): number => random.below(2 ** 32);

/** Puts the second list evenly among the first, each in its own order. */
function spread<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  const place = (index: number, length: number) => (index + 0.5) / length;
  return [
    ...first.map((item, index) => ({ item, at: place(index, first.length) })),
    ...second.map((item, index) => ({ item, at: place(index, second.length) })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
