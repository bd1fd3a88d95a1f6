import type { FacetBucket, FacetField, FacetRequest, FacetResult } from '../../search/facet.types';
import type { NumberRange } from '../../search/filter.types';
import { isText, labelOf, numberOf } from './attribute-terms';
import { categoryOf } from './category-labels';
import { inCodePointOrder } from '../../shared/in-code-point-order';

/** What Elasticsearch answers to the aggregations of one facet. */
export interface FacetAnswer {
  readonly values?: CountedValues;
  readonly ranges?: { readonly buckets: readonly { readonly doc_count: number }[] };
  readonly steps?: { readonly buckets: readonly CountedValue[] };
  /** Of prices; null when there is none. */
  readonly low?: { readonly value: number | null };
  readonly high?: { readonly value: number | null };
  /** Of attributes. */
  readonly numbers?: { readonly low: CountedValues; readonly high: CountedValues };
}

interface CountedValue {
  readonly key: string | number;
  readonly doc_count: number;
}

interface CountedValues {
  readonly buckets: readonly CountedValue[];
  readonly sum_other_doc_count?: number;
}

type Bounds = FacetResult['bounds'];

/** Whether there are more values than were fetched. */
export function isCut({ values }: FacetAnswer): boolean {
  return (values?.sum_other_doc_count ?? 0) > 0;
}

export function readFacet(request: FacetRequest, answer: FacetAnswer): FacetResult {
  const { counting, field } = request;
  const bounds = boundsOf(answer);
  if (counting.kind === 'terms') {
    const values = answer.values?.buckets ?? [];
    const toBucket = (value: CountedValue): FacetBucket => termBucket(field, value);
    if (isInOrder(field, values)) {
      const buckets = values.slice(0, counting.size).map(toBucket);
      return { request, buckets, distinctValues: values.length, bounds };
    }
    const all = sorted(joined(values.map(toBucket)));
    const buckets = all.slice(0, counting.size);
    return { request, buckets, distinctValues: all.length, bounds };
  }
  const buckets =
    counting.kind === 'ranges'
      ? rangeBuckets(counting.ranges, answer)
      : histogram(counting.interval, answer);
  return { request, buckets, distinctValues: buckets.length, bounds };
}

const ANSWERED_BY_LABEL: ReadonlySet<FacetField['kind']> = new Set(['brand', 'tag', 'availability', 'locale']); // prettier-ignore

/** Elasticsearch puts equal counts in the code point order of their keys: where keys are labels, or begin all the same, nothing is left to do. */
function isInOrder({ kind }: FacetField, values: readonly CountedValue[]): boolean {
  if (kind === 'attribute') return values.every(({ key }) => isText(String(key)));
  return ANSWERED_BY_LABEL.has(kind);
}

function termBucket(field: FacetField, { key, doc_count: count }: CountedValue): FacetBucket {
  if (field.kind === 'category') return { ...categoryOf(String(key)), count };
  return { label: field.kind === 'attribute' ? labelOf(String(key)) : String(key), count };
}

/** An attribute may be the number 5 on one product and the text "5" on another: one bucket, since nobody can tell them apart. */
function joined(buckets: readonly FacetBucket[]): readonly FacetBucket[] {
  const byName = new Map<string, FacetBucket>();
  for (const bucket of buckets) {
    const name = bucket.path ? JSON.stringify(bucket.path) : bucket.label;
    byName.set(name, { ...bucket, count: bucket.count + (byName.get(name)?.count ?? 0) });
  }
  return [...byName.values()];
}

function sorted(buckets: readonly FacetBucket[]): readonly FacetBucket[] {
  return [...buckets].sort(
    (one, other) => other.count - one.count || inCodePointOrder(one.label, other.label),
  );
}

function rangeBuckets(ranges: readonly NumberRange[], answer: FacetAnswer): readonly FacetBucket[] {
  return ranges.map((range, place) => ({
    label: rangeLabel(range),
    range,
    count: answer.ranges?.buckets[place]?.doc_count ?? 0,
  }));
}

function histogram(interval: number, answer: FacetAnswer): readonly FacetBucket[] {
  const counts = answer.steps ? stepsOfPrices(interval, answer) : stepsOfValues(interval, answer);
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([step, count]) => {
      const range = { min: multiple(step, interval), max: multiple(step + 1, interval) };
      return { label: rangeLabel(range), range, count };
    });
}

function stepsOfPrices(interval: number, { steps }: FacetAnswer): ReadonlyMap<number, number> {
  const buckets = steps?.buckets ?? [];
  return new Map(
    buckets.map(({ key, doc_count }) => [Math.round(Number(key) / interval), doc_count]),
  );
}

function stepsOfValues(interval: number, answer: FacetAnswer): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { value, count } of numbersOf(answer)) {
    const step = Math.floor(value / interval);
    counts.set(step, (counts.get(step) ?? 0) + count);
  }
  return counts;
}

function numbersOf({ values }: FacetAnswer): readonly { value: number; count: number }[] {
  return (values?.buckets ?? []).flatMap(({ key, doc_count: count }) => {
    const value = numberOf(String(key));
    return value === null ? [] : [{ value, count }];
  });
}

function boundsOf(answer: FacetAnswer): Bounds {
  if (answer.low && answer.high) return bounds(answer.low.value, answer.high.value);
  if (answer.numbers) return bounds(only(answer.numbers.low), only(answer.numbers.high));
  const numbers = numbersOf(answer).map(({ value }) => value);
  if (numbers.length === 0) return null;
  return numbers.reduce((known, value) => ({ min: Math.min(known.min, value), max: Math.max(known.max, value) }), { min: Infinity, max: -Infinity }); // prettier-ignore
}

function bounds(min: number | null, max: number | null): Bounds {
  return min === null || max === null ? null : { min, max };
}

function only({ buckets }: CountedValues): number | null {
  const [first] = buckets;
  return first ? numberOf(String(first.key)) : null;
}

/** Without the noise of binary fractions: the third multiple of 0.1 is 0.3. */
const SIGNIFICANT_DIGITS = 15;

function multiple(step: number, interval: number): number {
  if (Number.isSafeInteger(interval)) return step * interval;
  return Number((step * interval).toPrecision(SIGNIFICANT_DIGITS));
}

function rangeLabel({ min, max }: NumberRange): string {
  return `${String(min ?? '')}..${String(max ?? '')}`;
}
