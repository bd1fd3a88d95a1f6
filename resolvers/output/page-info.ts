import type { PageInfo } from '../../schema/shared/page-info.type';

type Edges = readonly { readonly cursor: string }[];

/** @param after the cursor that the page was asked for with; null for the first page. */
export function pageInfo(edges: Edges, hasNextPage: boolean, after: string | null): PageInfo {
  return new PageOfEdges(edges, hasNextPage, after !== null);
}

/** Writes the cursors that a client asks for. */
class PageOfEdges implements PageInfo {
  constructor(
    private readonly edges: Edges,
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
  ) {}

  get startCursor(): string | null {
    return this.edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.edges.at(-1)?.cursor ?? null;
  }
}
