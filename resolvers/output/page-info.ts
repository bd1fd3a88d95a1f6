import type { PageInfo } from '../../schema/shared/page-info.type';

/** @param after the cursor that the page was asked for with; null for the first page. */
export function pageInfo(
  edges: readonly { readonly cursor: string }[],
  hasNextPage: boolean,
  after: string | null,
): PageInfo {
  return {
    hasNextPage,
    hasPreviousPage: after !== null,
    get startCursor() {
      return edges[0]?.cursor ?? null;
    },
    get endCursor() {
      return edges.at(-1)?.cursor ?? null;
    },
  };
}
