import type { Deadline } from '../../shared/deadline';
import type { Sku } from '../../shared/ids';
import type { Filter } from '../filter.types';
import type { KeywordEngine, KeywordRequest } from '../keyword-engine.port';
import type { ScoredSku } from './fuse';
import type { NearestRequest } from './vector-index.port';

/** Looks at every vector: the `limit` nearest, nearest first; only those in `among` when it is given. */
export type NearestScan = (limit: number, among: ReadonlySet<Sku> | null) => readonly ScoredSku[];

type Condition = Pick<NearestRequest, 'filter' | 'unavailable'>;

/** A filter that lets no more products than this pass is answered by their list. */
const FEW_PRODUCTS = 1000;

/** Of the nearest products, this many times as many as are wanted are asked about at once, and more each time. */
const GROWTH = 4;

/**
 * The nearest products that pass a filter, for an index that knows vectors only: the keyword engine says who passes, so that both
 * searches of one request agree. A narrow filter is answered by the list of its products, a wide one by asking about the
 * nearest until enough pass; either way the answer is exact.
 */
export async function nearestPassing(
  { filter, unavailable, limit }: Condition & { readonly limit: number },
  scan: NearestScan,
  engine: Pick<KeywordEngine, 'search'>,
  deadline?: Deadline,
): Promise<readonly ScoredSku[]> {
  if (filter === null && unavailable !== 'HIDE') return scan(limit, null);
  const passing = async (narrowed: Filter | null, most: number): Promise<readonly Sku[]> => {
    const request = browsing({ filter: narrowed, unavailable }, most);
    return (await engine.search(request, deadline)).hits.map(({ sku }) => sku);
  };
  const few = await passing(filter, FEW_PRODUCTS);
  if (few.length < FEW_PRODUCTS) return scan(limit, new Set(few));
  return askAboutNearest(limit, scan, (skus) =>
    passing(also(filter, { op: 'sku', anyOf: skus }), skus.length),
  );
}

async function askAboutNearest(
  limit: number,
  scan: NearestScan,
  passing: (skus: readonly Sku[]) => Promise<readonly Sku[]>,
): Promise<readonly ScoredSku[]> {
  const found: ScoredSku[] = [];
  let asked = 0;
  for (let most = GROWTH * limit; found.length < limit; most *= GROWTH) {
    const nearest = scan(most, null);
    const unknown = nearest.slice(asked);
    if (unknown.length === 0) break;
    const passed = new Set(await passing(unknown.map(({ sku }) => sku)));
    found.push(...unknown.filter(({ sku }) => passed.has(sku)));
    asked = nearest.length;
  }
  return found.slice(0, limit);
}

function also(filter: Filter | null, condition: Filter): Filter {
  return filter === null ? condition : { op: 'and', clauses: [filter, condition] };
}

function browsing(condition: Condition, limit: number): KeywordRequest {
  return {
    ...condition,
    query: null,
    facets: [],
    sort: 'RELEVANCE',
    limit,
    after: null,
    without: [],
    view: null,
  };
}
