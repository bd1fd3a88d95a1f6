import type { KeywordEngine } from '../../search/keyword-engine.port';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import type { Step } from '../situation.types';

/** Anything that passes and can be had, most popular first: asked last, it keeps a list from being empty while there is something to show. */
export function catalogueStep(engine: Pick<KeywordEngine, 'search'>, logger: Logger): Step {
  return async ({ request, never, rather, deadline, findings }, { limit, known }) => {
    try {
      const answer = engine.search(
        {
          query: null,
          filter: request.filter,
          facets: [],
          sort: 'POPULARITY',
          unavailable: 'HIDE',
          limit,
          after: null,
          without: [...never, ...rather, ...known],
          view: null,
          bare: true,
        },
        deadline,
      );
      const { hits } = await inTime(answer, deadline);
      return hits.map(({ sku }, place) => ({
        sku,
        score: 1 / (place + 1),
        strategy: 'CATALOGUE',
        reason: { kind: 'IN_THE_CATALOGUE' },
      }));
    } catch (error) {
      findings.missing.add('FILTER_ENGINE');
      logger.warn({ error: String(error) }, 'The catalogue could not be browsed for recommendations.'); // prettier-ignore
      return [];
    }
  };
}
