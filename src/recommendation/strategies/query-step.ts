import type { KeywordEngine } from '../../search/keyword-engine.port';
import { fuseByRank } from '../../search/semantic/fuse';
import { NeighbourSearch } from '../../search/semantic/neighbour-search';
import type { SemanticSpaces } from '../../search/semantic/semantic-spaces.port';
import type { VectorIndex } from '../../search/semantic/vector-index.port';
import type { QueryUnderstanding } from '../../search/understanding/query-understanding';
import type { UnderstoodQuery } from '../../search/understanding/understood-query.types';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import type { Candidate, Situation, Step, Wanted } from '../situation.types';

export interface QueryStepParts {
  readonly engine: Pick<KeywordEngine, 'search'>;
  readonly understanding: QueryUnderstanding;
  readonly spaces: SemanticSpaces;
  readonly vectors: Pick<VectorIndex, 'nearest'>;
  readonly logger: Logger;
}

/** What fits the words that the visitor came with: by words and by what they mean, one list out of both. */
export function queryStep(parts: QueryStepParts): Step {
  const neighbours = new NeighbourSearch(parts.spaces, parts.vectors);
  return async (situation, wanted) => {
    const { query, deadline, findings } = situation;
    if (query === null) return [];
    try {
      return await inTime(fitting(query, situation, { wanted, parts, neighbours }), deadline);
    } catch (error) {
      findings.missing.add('FILTER_ENGINE');
      parts.logger.debug({ error: String(error) }, 'Recommended without what was looked for');
      return [];
    }
  };
}

interface Finders {
  readonly wanted: Wanted;
  readonly parts: QueryStepParts;
  readonly neighbours: NeighbourSearch;
}

async function fitting(
  text: string,
  { request, deadline, never, rather }: Situation,
  { wanted, parts, neighbours }: Finders,
): Promise<readonly Candidate[]> {
  const { filter } = request;
  const limit = wanted.limit;
  const understood = await parts.understanding.understand(text, deadline);
  const asked = { text, slot: 'catalogue', filter, unavailable: 'HIDE', limit } as const;
  const near = await neighbours.nearest(asked, deadline);
  const { hits } =
    understood.terms.length === 0
      ? { hits: [] }
      : await parts.engine.search(
          {
            query: { ...understood, tiers: tiersOf(understood) },
            filter,
            facets: [],
            sort: 'RELEVANCE',
            unavailable: 'HIDE',
            limit,
            after: null,
            without: [...never, ...rather],
            view: null,
            bare: true,
          },
          deadline,
        );
  const byWords = hits.map(({ sku }, place) => ({ sku, score: -place }));
  return fuseByRank([byWords, near]).map(({ sku, score }) => ({
    sku,
    score,
    strategy: 'QUERY',
    reason: { kind: 'FITS_QUERY', text },
  }));
}

/** First what holds every word, then what holds any of them. */
function tiersOf({ terms }: UnderstoodQuery): readonly (readonly number[])[] {
  const all = [...terms.keys()];
  return all.length === 1 ? [all] : [all, ...all.map((term) => [term])];
}
