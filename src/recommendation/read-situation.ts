import type { Clock } from '../shared/clock';
import type { Deadline } from '../shared/deadline';
import type { Sku } from '../shared/ids';
import { chooseSeed } from './because-seed';
import type { ListMakerParts } from './list-maker';
import type { PlacementPlan } from './placement.types';
import { PLACEMENT_TABLE } from './placements';
import type { RecommendationPlace } from './recommendation-cursor';
import type { RecommendationPart, RecommendationRequest } from './recommendation.types';
import { dislikeTest } from './rules/dislike-test';
import { Admission } from './selection/admission';
import type { ServingRecommender } from './serving-recommender.port';
import type { Situation } from './situation.types';
import { departmentsOf, leftOutOf } from './visitor/acts';
import { queryOfVisit } from './visitor/query-of-visit';
import type { Visitor } from './visitor/visitor.types';

/** What was read before anything is looked for. */
export interface Prepared {
  readonly request: RecommendationRequest;
  /** Null on the first page. */
  readonly place: RecommendationPlace | null;
  readonly visitor: Visitor;
  /** What earlier pages showed; null when nobody can tell. */
  readonly shown: readonly Sku[] | null;
  readonly deadline: Deadline;
}

export type SituationParts = ListMakerParts & { readonly clock: Clock };

/** Puts together what is known of a list. */
export async function readSituation(
  prepared: Prepared,
  recommender: ServingRecommender | null,
  parts: SituationParts,
): Promise<Situation> {
  const { request, place, visitor, deadline } = prepared;
  const plan = PLACEMENT_TABLE[request.placement];
  const seeds = seedsOf(plan, request);
  const { settings } = parts.rules;
  const situation: Situation = {
    request,
    plan,
    visitor,
    seeds,
    recommender,
    never: neverShown(prepared, seeds),
    rather: leftOutOf(visitor.acts, plan.leavesOut),
    departments: once(() => departmentsOfVisit(request, { plan, seeds, visitor }, parts)),
    cap: request.departmentCap ?? settings.departmentCap[request.placement],
    diversity: plan.isRecord ? 0 : (request.diversity ?? settings.diversity[request.placement]),
    query: queryOfVisit(request.context),
    now: parts.clock(),
    deadline,
    findings: { missing: missingIn(prepared), model: null },
  };
  if (plan.seeds !== 'LAST_VIEWED') return situation;
  const seed = place === null ? await seedFor(situation, parts) : place.seed;
  return seed === null ? situation : about(seed, situation);
}

function seedsOf(
  plan: PlacementPlan,
  { product, basket }: Pick<RecommendationRequest, 'product' | 'basket'>,
): readonly Sku[] {
  if (plan.seeds === 'PRODUCT') return product === null ? [] : [product];
  if (plan.seeds !== 'PRODUCT_OR_BASKET') return [];
  return [...new Set([...basket, ...(product === null ? [] : [product])])];
}

function neverShown({ request, shown }: Prepared, seeds: readonly Sku[]): ReadonlySet<Sku> {
  const { exclude, basket, product } = request;
  const about = product === null ? [] : [product];
  return new Set([...exclude, ...basket, ...seeds, ...about, ...(shown ?? [])]);
}

/** The department that is open; or else those of the products that the list is about, or of what the visitor did. */
function departmentsOfVisit(
  { context, placement }: RecommendationRequest,
  { plan, seeds, visitor }: Pick<Situation, 'plan' | 'seeds' | 'visitor'>,
  { board }: Pick<SituationParts, 'board'>,
): readonly string[] {
  const open = context.department?.[0];
  if (open !== undefined) return [open];
  if (seeds.length > 0)
    return [...new Set(seeds.flatMap((sku) => board.product(sku)?.departments ?? []))];
  // Trends are everybody's: only the department that is open narrows them.
  return plan.isRecord || placement === 'TRENDING' ? [] : departmentsOf(visitor.looksAt, board);
}

function missingIn({ visitor, shown }: Prepared): Set<RecommendationPart> {
  const missing = new Set<RecommendationPart>();
  if (!visitor.isRemembered) missing.add('HISTORY');
  if (shown === null) missing.add('RECOMMENDATION_LOG');
  return missing;
}

function seedFor(situation: Situation, parts: SituationParts): Promise<Sku | null> {
  return chooseSeed(situation, {
    steps: parts.steps,
    shelf: parts.shelf,
    admissionOf: (about) => new Admission(parts, about, dislikeTest(about.visitor.dislikes)),
  });
}

function about(seed: Sku, situation: Situation): Situation {
  return { ...situation, seeds: [seed], never: new Set([...situation.never, seed]) };
}

function once<Value>(work: () => Value): () => Value {
  let done: { readonly value: Value } | null = null;
  return () => (done ??= { value: work() }).value;
}
