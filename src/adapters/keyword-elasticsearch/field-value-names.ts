import type { estypes } from '@elastic/elasticsearch';
import type { Analyzer } from '../../search/analysis/analyzer';
import type { CompletionRequest, FieldValueCompletion } from '../../search/keyword-engine.port';
import { ALL_VALUES } from './facet-aggregations';

/** A brand or category name with the words under which it is completed. */
export interface FieldValueName {
  readonly completion: FieldValueCompletion;
  readonly words: readonly string[];
}

/** All brands and category names: a shop has hundreds or thousands of them, not millions. */
export function fieldValueNamesBody(): estypes.SearchRequest {
  const half = Math.floor(ALL_VALUES / 2);
  return {
    size: 0,
    track_total_hits: false,
    aggs: {
      brand: { terms: { field: 'brand', size: half } },
      category: { terms: { field: 'category_names', size: half } },
    },
  };
}

type Names = Readonly<Record<FieldValueCompletion['field'], { readonly buckets: readonly { key: string; doc_count: number }[] }>>; // prettier-ignore

/** Most products first; then by name in code point order. */
export function readFieldValueNames(
  answer: { readonly aggregations?: unknown },
  analyzer: Analyzer,
): readonly FieldValueName[] {
  const names = answer.aggregations as Names;
  const completions = (['brand', 'category'] as const).flatMap((field) =>
    names[field].buckets.map(({ key, doc_count }) => ({ field, value: key, products: doc_count })),
  );
  return completions
    .sort(
      (one, other) =>
        other.products - one.products ||
        Buffer.compare(Buffer.from(one.value), Buffer.from(other.value)),
    ) // prettier-ignore
    .map((completion) => ({ completion, words: analyzer.indexWords(completion.value) }));
}

export function completeNames(
  names: readonly FieldValueName[],
  { words, prefix, limit }: CompletionRequest,
): readonly FieldValueCompletion[] {
  return names
    .filter(
      (name) =>
        words.every((word) => name.words.includes(word)) &&
        name.words.some((word) => word.startsWith(prefix)),
    )
    .slice(0, limit)
    .map((name) => name.completion);
}
