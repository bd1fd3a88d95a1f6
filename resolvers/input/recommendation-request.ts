import type { RecommendationsArgs } from '../../schema/recommendation/recommendations.args';
import type { RecommendationsInput } from '../../schema/recommendation/recommendations.input';
import type { VisitContextInput } from '../../schema/recommendation/visit-context.input';
import type {
  RecommendationRequest,
  VisitContext,
} from '../../src/recommendation/recommendation.types';
import { cleanSession, cleanShopper } from '../../src/shoppers/clean-who';
import { productFilter } from './product-filter';
import { skuOf } from './product-lookup';

/** @throws TroveError INVALID_INPUT, TEXT_TOO_LONG where an input wants exactly one field, and for names that no event could have. */
export function recommendationRequest({
  input,
  first,
  after = null,
}: RecommendationsArgs): RecommendationRequest {
  const { placement, product, basket, exclude } = input;
  return {
    placement,
    ...visitorOf(input),
    product: product ? skuOf(product) : null,
    basket: basket?.map(skuOf) ?? [],
    context: visitContext(input.context),
    filter: productFilter(input.filter),
    exclude: exclude?.map(skuOf) ?? [],
    ...selectionOf(input),
    first,
    after,
  };
}

function visitorOf({
  shopperId = null,
  sessionId = null,
}: RecommendationsInput): Pick<RecommendationRequest, 'shopper' | 'session'> {
  return {
    shopper: shopperId === null ? null : cleanShopper(shopperId),
    session: sessionId === null ? null : cleanSession(sessionId),
  };
}

function selectionOf({
  diversity = null,
  departmentCap = null,
}: RecommendationsInput): Pick<RecommendationRequest, 'diversity' | 'departmentCap'> {
  return { diversity, departmentCap };
}

function visitContext(input: VisitContextInput | null | undefined): VisitContext {
  return {
    department: input?.department?.path ?? null,
    locale: input?.locale ?? null,
    referrer: input?.referrer ?? null,
    query: input?.query ?? null,
  };
}
