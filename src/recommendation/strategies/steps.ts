import type { Logger } from '../../shared/logger';
import type { CatalogueBoard } from '../catalogue-board.port';
import type { Steps } from '../situation.types';
import { boardSteps } from './board-steps';
import { catalogueStep } from './catalogue-step';
import { contentSteps } from './content-steps';
import { HISTORY_STEPS } from './history-steps';
import { learntSteps } from './learnt-steps';
import type { ProductSpace } from './product-space';
import { queryStep, type QueryStepParts } from './query-step';

export interface StepsParts extends QueryStepParts {
  readonly board: CatalogueBoard;
  readonly space: ProductSpace;
  readonly logger: Logger;
}

/** Every way to come by products. */
export function stepsOf(parts: StepsParts): Steps {
  return {
    ...learntSteps(parts.board, parts.logger),
    ...contentSteps(parts.space, parts.board),
    ...boardSteps(parts.board),
    ...HISTORY_STEPS,
    QUERY: queryStep(parts),
    CATALOGUE: catalogueStep(parts.engine, parts.logger),
  };
}
