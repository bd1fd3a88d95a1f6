import type { PageInfo } from '../../schema/shared/page-info.type';
import { listCursor, type ListName } from '../list-cursor';
import { pageInfo } from './page-info';

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfo;
}

/** Which page was asked for. */
export interface AskedPage {
  readonly list: ListName;
  readonly size: number;
  /** Null for the first. */
  readonly after: string | null;
}

/** @param found one entry more than the size of the page when another page follows. */
export function listConnection<Node extends { readonly id: string }>(
  found: readonly Node[],
  { list, size, after }: AskedPage,
): Connection<Node> {
  const edges = found.slice(0, size).map((node) => ({ cursor: listCursor(list, node.id), node }));
  return { edges, pageInfo: pageInfo(edges, found.length > size, after) };
}
