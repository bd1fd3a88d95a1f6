import { popularityWorkshop } from '../../ml-models/popularity/popularity-workshop';
import { processEngine } from '../../ml-models/runtime/open-engine';
import { SequenceWorkshop } from '../../ml-models/sequence/sequence-workshop';
import { transitionWorkshop } from '../../ml-models/transitions/transition-workshop';
import type { RecommenderWorkshop } from '../recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../recommendation/learning/recommender.port';
import { systemStopwatch } from '../shared/deadline';
import { TroveError, quoted } from '../shared/errors';

/** Every recommender that can be fitted. None opens an engine before it is asked to work. */
export const RECOMMENDER_SHELF: readonly RecommenderWorkshop[] = [
  popularityWorkshop,
  transitionWorkshop,
  new SequenceWorkshop(processEngine, systemStopwatch),
];

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
