import { basketsWorkshop } from '../../ml-models/baskets/baskets-workshop';
import { contentWorkshop } from '../../ml-models/content/content-workshop';
import { FactorisationWorkshop } from '../../ml-models/factorisation/factorisation-workshop';
import { HybridWorkshop } from '../../ml-models/hybrid/hybrid-workshop';
import { itemNeighbourWorkshop } from '../../ml-models/neighbours/item-neighbour-workshop';
import { userNeighbourWorkshop } from '../../ml-models/neighbours/user-neighbour-workshop';
import { popularityWorkshop } from '../../ml-models/popularity/popularity-workshop';
import { processEngine } from '../../ml-models/runtime/open-engine';
import { SequenceWorkshop } from '../../ml-models/sequence/sequence-workshop';
import { transitionWorkshop } from '../../ml-models/transitions/transition-workshop';
import { TwoTowerWorkshop } from '../../ml-models/two-tower/two-tower-workshop';
import type { RecommenderWorkshop } from '../recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../recommendation/learning/recommender.port';
import { systemStopwatch } from '../shared/deadline';
import { TroveError, quoted } from '../shared/errors';

/** Recommenders that learn by themselves. */
const PARTS: readonly RecommenderWorkshop[] = [
  popularityWorkshop,
  transitionWorkshop,
  itemNeighbourWorkshop,
  userNeighbourWorkshop,
  new FactorisationWorkshop(processEngine),
  basketsWorkshop,
  contentWorkshop,
  new SequenceWorkshop(processEngine, systemStopwatch),
  new TwoTowerWorkshop(processEngine),
];

/** What says well what comes next without any engine, of those that are here. */
export const EMBEDDED_PARTS: readonly RecommenderName[] = (
  ['transitions', 'item-neighbours', 'factorisation', 'content'] as const
).filter((name) => PARTS.some((part) => part.name === name));

export const HYBRID_WORKSHOP = new HybridWorkshop(() => PARTS, {
  parts: EMBEDDED_PARTS.join(','),
  cases: 4000,
  partOptions: {},
});

/** Every recommender that can be fitted. None opens an engine before it is asked to work. */
export const RECOMMENDER_SHELF: readonly RecommenderWorkshop[] = [...PARTS, HYBRID_WORKSHOP];

export function shelvedNames(): readonly RecommenderName[] {
  return RECOMMENDER_SHELF.map(({ name }) => name);
}

/** @throws TroveError INVALID_INPUT naming those that there are. */
export function workshopNamed(name: string): RecommenderWorkshop {
  const found = RECOMMENDER_SHELF.find((workshop) => workshop.name === name);
  if (found) return found;
  throw new TroveError(
    'INVALID_INPUT',
    `There is no recommender ${quoted(name)}. Choose one of: ${shelvedNames().join(', ')}.`,
  );
}
