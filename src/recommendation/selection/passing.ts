import type { Filter } from '../../search/filter.types';
import type { KeywordEngine } from '../../search/keyword-engine.port';
import type { Deadline } from '../../shared/deadline';
import { inTime } from '../../shared/in-time';
import type { Sku } from '../../shared/ids';
import { Gathering } from '../gathering';

/** Asks the keyword engine which products pass a filter, so that a filter means here what it means in search. Lists that are made at the same time with the same filter ask once. */
export class Passing {
  private readonly gatherings = new Map<string, Gathering<Sku, true>>();

  constructor(private readonly engine: Pick<KeywordEngine, 'search'>) {}

  /** @throws TroveError DEADLINE_EXCEEDED, SEARCH_UNAVAILABLE */
  async among(skus: readonly Sku[], filter: Filter, deadline: Deadline): Promise<ReadonlySet<Sku>> {
    const key = JSON.stringify(filter);
    let gathering = this.gatherings.get(key);
    if (!gathering) {
      gathering = new Gathering((asked: readonly Sku[]) => {
        this.gatherings.delete(key);
        return this.ask(asked, filter);
      });
      this.gatherings.set(key, gathering);
    }
    return new Set((await inTime(gathering.of(skus), deadline)).keys());
  }

  private async ask(skus: readonly Sku[], filter: Filter): Promise<ReadonlyMap<Sku, true>> {
    const { hits } = await this.engine.search({
      query: null,
      filter: { op: 'and', clauses: [{ op: 'sku', anyOf: skus }, filter] },
      facets: [],
      sort: 'RELEVANCE',
      unavailable: 'HIDE',
      limit: skus.length,
      after: null,
      without: [],
      view: null,
      bare: true,
    });
    return new Map(hits.map(({ sku }) => [sku, true]));
  }
}
