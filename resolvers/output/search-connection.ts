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
    ranking: result.ranking,
    degraded: result.degraded,
  };
}

type WireHit = SearchEdge['node'];

/** An edge whose cursor is written when a client asks for it. */
class ShownEdge implements SearchEdge {
  readonly node: SearchEdge['node'];

  constructor(private readonly hit: SearchHit) {
    this.node = new ShownNode(hit);
  }

  get cursor(): string {
    return this.hit.cursor;
  }
}

/** A hit whose explanation is made when a client asks for it. */
class ShownNode implements WireHit {
  readonly product: WireHit['product'];
  readonly position: number;
  readonly score: number;
  readonly matchesAllWords: boolean;
  readonly titleHighlight: WireHit['titleHighlight'];
  readonly descriptionHighlight: WireHit['descriptionHighlight'];

  constructor(private readonly hit: SearchHit) {
    this.product = wireProduct(hit.product);
    this.position = hit.position;
    this.score = hit.score;
    this.matchesAllWords = hit.matchesAllWords;
    this.titleHighlight = highlightedText(hit.titleHighlight);
    this.descriptionHighlight = highlightedText(hit.descriptionHighlight);
  }

  get explanation(): WireHit['explanation'] {
    return this.hit.explain();
  }
}

function facet({ request, buckets, distinctValues, bounds }: FacetResult): Facet {
  const { field } = request;
  const label = field.kind === 'attribute' ? field.key : field.kind;
  return { field: field.kind, label, buckets, distinctValues, bounds };
}
