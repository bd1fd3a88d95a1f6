import DataLoader from 'dataloader';
import type { Recommendations } from '../recommendation/recommendations.port';
import type { RecommendationList } from '../recommendation/recommendation.types';
import type { Filter } from '../search/filter.types';
import type { Deadline } from '../shared/deadline';
import type { TroveError } from '../shared/errors';
import type { Sku } from '../shared/ids';

/** What one product of an answer is asked for. */
export interface RelatedQuestion {
  readonly placement: 'SIMILAR' | 'BOUGHT_TOGETHER';
  readonly sku: Sku;
  readonly first: number;
  readonly filter: Filter | null;
}

export type RelatedLoader = DataLoader<RelatedQuestion, RecommendationList, string>;

/** Asks once for all products of an answer that are asked the same: a page of twenty is one retrieval. */
export function relatedLoader(recommendations: Recommendations, deadline: Deadline): RelatedLoader {
  return new DataLoader<RelatedQuestion, RecommendationList, string>(
    async (questions) => {
      const answers = new Map<RelatedQuestion, RecommendationList | TroveError>();
      await Promise.all(
        groupsOf(questions).map(async (group) => {
          const lists = await answerGroup(recommendations, group, deadline);
          group.forEach((question, index) => {
            const list = lists[index];
            if (list) answers.set(question, list);
          });
        }),
      );
      return questions.map((question) => answers.get(question) ?? new Error('No list came back.'));
    },
    { cacheKeyFn: (question) => JSON.stringify([termsKey(question), question.sku]) },
  );
}

/** Nobody's: such lists are the same for all who look at the product. */
function answerGroup(
  recommendations: Recommendations,
  group: readonly RelatedQuestion[],
  deadline: Deadline,
): Promise<readonly (RecommendationList | TroveError)[]> {
  const [any] = group;
  if (any === undefined) return Promise.resolve([]);
  const terms = {
    shopper: null,
    session: null,
    context: { department: null, locale: null, referrer: null, query: null },
    filter: any.filter,
    exclude: [],
    diversity: null,
    departmentCap: null,
    first: any.first,
  };
  const skus = group.map(({ sku }) => sku);
  return any.placement === 'SIMILAR'
    ? recommendations.similarTo(skus, terms, deadline)
    : recommendations.boughtWith(skus, terms, deadline);
}

function groupsOf(questions: readonly RelatedQuestion[]): readonly (readonly RelatedQuestion[])[] {
  const groups = new Map<string, RelatedQuestion[]>();
  for (const question of questions) {
    const key = termsKey(question);
    const group = groups.get(key);
    if (group) group.push(question);
    else groups.set(key, [question]);
  }
  return [...groups.values()];
}

function termsKey({ placement, first, filter }: RelatedQuestion): string {
  return JSON.stringify([placement, first, filter]);
}
