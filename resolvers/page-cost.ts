import type { ComplexityEstimator } from 'graphql-query-complexity';
import { DEFAULT_PAGE_SIZE } from '../schema/shared/default-page-size';

/** What the arguments of a field may hold, before anybody has checked them. */
interface RawArguments {
  readonly first?: unknown;
  readonly ids?: unknown;
  readonly input?: { readonly first?: unknown } | null;
}

/** Everything below a list is paid once per entry that may come: `first`, `input.first` or the number of `ids`. */
export const pageCost: ComplexityEstimator = ({ args, childComplexity }) => {
  const { first, ids, input } = args as RawArguments;
  const entries = Array.isArray(ids) ? ids.length : (first ?? input?.first);
  return (
    1 + childComplexity * (typeof entries === 'number' ? Math.max(1, entries) : DEFAULT_PAGE_SIZE)
  );
};
