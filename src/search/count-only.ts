import type { KeywordRequest } from './keyword-engine.port';

/** Asks for a count, in the whole catalogue; spread it and say of what. */
export const COUNT_ONLY = {
  query: null,
  filter: null,
  facets: [],
  sort: 'RELEVANCE',
  unavailable: 'SHOW',
  limit: 0,
  after: null,
  without: [],
  view: null,
} as const satisfies KeywordRequest;
