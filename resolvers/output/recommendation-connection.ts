import type { RecommendationConnection } from '../../schema/recommendation/recommendation-connection.type';
import type { RecommendationEdge } from '../../schema/recommendation/recommendation-edge.type';
import type { RecommendationReason } from '../../schema/recommendation/recommendation-reason.type';
import type {
  Reason,
  RecommendationList,
  RecommendedProduct,
} from '../../src/recommendation/recommendation.types';
import { pageInfo } from './page-info';
import { wireProduct } from './wire-product';

/** A reason on its way out; whatever it names is looked up when a client asks for it. */
export interface WireReason extends RecommendationReason {
  readonly reason: Reason;
}

export function recommendationConnection(
  list: RecommendationList,
  after: string | null,
): RecommendationConnection {
  const { recommendationId, placement, items, hasNextPage, strategies, model, degraded } = list;
  const edges = items.map((item) => new ShownRecommendation(item));
  return {
    recommendationId,
    placement,
    edges,
    pageInfo: pageInfo(edges, hasNextPage, after),
    strategies,
    model,
    degraded,
  };
}

/** An edge whose cursor is written when a client asks for it. */
class ShownRecommendation implements RecommendationEdge {
  readonly node: RecommendationEdge['node'];

  constructor(private readonly item: RecommendedProduct) {
    const { product, position, score, strategy, reason } = item;
    this.node = {
      product: wireProduct(product),
      position,
      score,
      strategy,
      reason: wireReason(reason),
    };
  }

  get cursor(): string {
    return this.item.cursor;
  }
}

function wireReason(reason: Reason): WireReason {
  return {
    reason,
    kind: reason.kind,
    department: 'department' in reason ? reason.department : null,
    brand: 'brand' in reason ? reason.brand : null,
    at: 'at' in reason ? new Date(reason.at) : null,
    text: 'text' in reason ? reason.text : null,
  };
}
