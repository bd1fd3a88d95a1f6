import type { ShopperAct } from '../../shoppers/shopper.types';
import { isLate } from '../../shared/errors';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';
import type { Reason, Strategy } from '../recommendation.types';
import type {
  AskedItem,
  RankedSku,
  RecommenderQuestion,
  RecommenderTask,
} from '../serving-recommender.port';
import type { Candidate, Situation, Step } from '../situation.types';
import { askedItems } from '../visitor/acts';

/** What the model that serves says. It may fail or be late: then the list does without, and the answer says so. */
export function learntSteps(
  board: Pick<CatalogueBoard, 'product' | 'isComplete'>,
  logger: Logger,
): Record<'LEARNT_NEXT' | 'LEARNT_SIMILAR' | 'LEARNT_TOGETHER', Step> {
  const step =
    (task: RecommenderTask, itemsOf: (situation: Situation) => readonly AskedItem[]): Step =>
    async (situation, { limit }) => {
      const items = itemsOf(situation);
      if (items.length === 0) return [];
      const ranked = await ask(situation, { task, items, limit }, logger);
      return ranked.map((one) => candidateOf(withLivingReason(one, board), task, situation));
    };
  return {
    LEARNT_NEXT: step('NEXT', ({ visitor }) => askedItems(visitor.looksAt)),
    LEARNT_SIMILAR: step('SIMILAR', seedItems),
    LEARNT_TOGETHER: step('TOGETHER', seedItems),
  };
}

function seedItems({ seeds }: Situation): readonly AskedItem[] {
  return seeds.map((sku) => ({ sku, weight: 1, at: null }));
}

async function ask(
  situation: Situation,
  question: Pick<RecommenderQuestion, 'task' | 'items' | 'limit'>,
  logger: Logger,
): Promise<readonly RankedSku[]> {
  const { recommender, never, rather, now, deadline, findings } = situation;
  if (recommender === null) return [];
  const exclude = rather.size === 0 ? never : new Set([...never, ...rather]);
  try {
    const asked = recommender.rank({ ...question, exclude, now }, deadline);
    const ranked = await inTime(asked, deadline);
    if (ranked.length > 0) findings.model = recommender.model;
    return ranked;
  } catch (error) {
    findings.missing.add('MODEL');
    const facts = { model: recommender.model, error: String(error) };
    if (isLate(error)) logger.debug(facts, 'A recommender was late');
    else logger.warn(facts, 'A recommender failed; recommended without it.');
    return [];
  }
}

/** A model may remember what the catalogue has long lost: nothing is recommended because of that. */
function withLivingReason(
  ranked: RankedSku,
  board: Pick<CatalogueBoard, 'product' | 'isComplete'>,
): RankedSku {
  const { because } = ranked;
  const isGone = because !== null && board.isComplete && board.product(because) === null;
  return isGone ? { ...ranked, because: null } : ranked;
}

function candidateOf(ranked: RankedSku, task: RecommenderTask, situation: Situation): Candidate {
  const strategy = strategyOf(ranked);
  return {
    sku: ranked.sku,
    score: ranked.score,
    strategy,
    reason: reasonOf(ranked, task, situation),
  };
}

function strategyOf({ by }: RankedSku): Strategy {
  if (by === 'baskets') return 'BASKETS';
  if (by === 'popularity') return 'POPULAR';
  return by === 'content' ? 'CONTENT' : 'LEARNT';
}

function reasonOf(
  { by, because }: RankedSku,
  task: RecommenderTask,
  { plan, seeds, visitor }: Situation,
): Reason {
  if (by === 'popularity') return { kind: 'POPULAR_IN', department: null };
  const sku = because ?? (seeds.length === 1 ? (seeds[0] ?? null) : null);
  if (sku === null) return { kind: 'SHOPPERS_LIKE_YOU' };
  if (task === 'NEXT' || plan.seeds === 'LAST_VIEWED') return becauseOf(sku, visitor.acts);
  return { kind: by === 'baskets' ? 'BOUGHT_WITH' : 'SIMILAR_TO', sku };
}

/** Whether it was bought or only looked at decides the words. */
export function becauseOf(sku: Sku, acts: readonly ShopperAct[]): Reason {
  const bought = acts.some((act) => act.kind === 'PURCHASE' && act.sku === sku);
  return { kind: bought ? 'BECAUSE_YOU_BOUGHT' : 'BECAUSE_YOU_VIEWED', sku };
}
