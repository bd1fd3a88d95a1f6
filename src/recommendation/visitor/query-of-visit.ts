import type { VisitContext } from '../recommendation.types';

/** The parameters in which search engines and shops carry what was typed. */
const SEARCH_PARAMETERS = ['q', 'query', 'p', 'text', 'search', 'wd', 'keyword', 'keywords', 'k'];

const LONGEST_REFERRER = 4096;
const LONGEST_QUERY = 200;

/** What the visitor looks for, in words: what the shop says, or else what the page where they came from was asked. */
export function queryOfVisit({
  query,
  referrer,
}: Pick<VisitContext, 'query' | 'referrer'>): string | null {
  const typed = query?.trim() ?? '';
  if (typed !== '') return typed;
  return referrer === null ? null : searchWords(referrer);
}

function searchWords(referrer: string): string | null {
  if (referrer.length > LONGEST_REFERRER || !URL.canParse(referrer)) return null;
  const { searchParams } = new URL(referrer);
  for (const name of SEARCH_PARAMETERS) {
    const words = searchParams.get(name)?.trim() ?? '';
    if (words !== '') return words.slice(0, LONGEST_QUERY);
  }
  return null;
}
