import type { SearchConnection } from '../../schema/search/search-connection.type';
import type { SearchEdge } from '../../schema/search/search-edge.type';
import type { Facet } from '../../schema/search/facet.type';
import type { FacetResult } from '../../src/search/facet.types';
import type { SearchHit, SearchResult } from '../../src/search/search.types';
import { highlightedText } from './highlighted-text';
import { pageInfo } from './page-info';
import { wireProduct } from './wire-product';

export function searchConnection(result: SearchResult, after: string | null): SearchConnection {
  const edges = result.hits.map((hit) => new ShownEdge(hit));
  return {
    searchId: result.searchId,
    edges,
    pageInfo: pageInfo(edges, result.hasNextPage, after),
    total: result.total,
    facets: result.facets.map(facet),
    interpretation: result.interpretation,
    degraded: result.degraded,
  };
}

/** An edge whose cursor is written when a client asks for it. */
class ShownEdge implements SearchEdge {
  readonly node: SearchEdge['node'];

  constructor(private readonly hit: SearchHit) {
    this.node = {
      product: wireProduct(hit.product),
      position: hit.position,
      score: hit.score,
      matchesAllWords: hit.matchesAllWords,
      titleHighlight: highlightedText(hit.titleHighlight),
      descriptionHighlight: highlightedText(hit.descriptionHighlight),
    };
  }

  get cursor(): string {
    return this.hit.cursor;
  }
}

function facet({ request, buckets, distinctValues, bounds }: FacetResult): Facet {
  const { field } = request;
  const label = field.kind === 'attribute' ? field.key : field.kind;
  return { field: field.kind, label, buckets, distinctValues, bounds };
}
