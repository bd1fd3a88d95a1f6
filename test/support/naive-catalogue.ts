import type { AttributeValue, Product } from '../../src/catalog/product.types';
import type { FacetField, FacetRequest, FacetResult } from '../../src/search/facet.types';
import type { FieldCondition, Filter, NumberRange } from '../../src/search/filter.types';
import type { SearchSort, UnavailablePolicy } from '../../src/search/keyword-engine.port';

/** The promises of filters, facets and orders in the plainest code: what every engine is compared with. */

export function satisfies(product: Product, filter: Filter): boolean {
  if (filter.op === 'and') return filter.clauses.every((clause) => satisfies(product, clause));
  if (filter.op === 'or') return filter.clauses.some((clause) => satisfies(product, clause));
  if (filter.op === 'not') return !satisfies(product, filter.clause);
  if ('key' in filter) return meetsAttribute(product.attributes[filter.key], filter);
  return 'range' in filter ? meetsRange(product, filter) : meetsAnyOf(product, filter);
}

type OnAttribute = Extract<FieldCondition, { key: string }>;
type OnRange = Exclude<Extract<FieldCondition, { range: NumberRange }>, OnAttribute>;

function meetsRange({ price, publishedAt }: Product, condition: OnRange): boolean {
  if (condition.op === 'publishedAt')
    return publishedAt !== null && within(publishedAt, condition.range);
  if (price === null || !within(price.amount, condition.range)) return false;
  return condition.currency === undefined || condition.currency === price.currency;
}

function meetsAnyOf(
  product: Product,
  condition: Exclude<FieldCondition, OnAttribute | OnRange>,
): boolean {
  switch (condition.op) {
    case 'category':
      return condition.anyOf.some((wanted) =>
        product.categories.some((path) => wanted.every((name, depth) => path[depth] === name)),
      );
    case 'tag':
      return condition.anyOf.some((tag) => product.tags.includes(tag));
    case 'sku':
    case 'brand':
    case 'locale':
    case 'availability': {
      const wanted: readonly (string | null)[] = condition.anyOf;
      return wanted.includes(product[condition.op]);
    }
  }
}

function meetsAttribute(attribute: AttributeValue | undefined, condition: OnAttribute): boolean {
  if (!attribute) return false;
  switch (condition.op) {
    case 'attributeExists':
      return attribute.kind !== 'list' || attribute.values.length > 0;
    case 'attributeText':
      return textsOf(attribute).some((text) => condition.anyOf.includes(text));
    case 'attributeNumber':
      return attribute.kind === 'number' && within(attribute.value, condition.range);
    case 'attributeBoolean':
      return attribute.kind === 'boolean' && attribute.value === condition.value;
  }
}

function textsOf(attribute: AttributeValue): readonly string[] {
  if (attribute.kind === 'list') return attribute.values;
  return attribute.kind === 'text' ? [attribute.value] : [];
}

function within(value: number, { min, max }: NumberRange): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

const UNAVAILABLE = new Set(['OUT_OF_STOCK', 'DISCONTINUED']);

export function isUnavailable(product: Product): boolean {
  return UNAVAILABLE.has(product.availability);
}

/** Counts one facet by looking at every product. */
export function countNaively(
  products: readonly Product[],
  filter: Filter | null,
  request: FacetRequest,
): FacetResult {
  const kept = filter === null ? null : withoutOwnConditions(filter, request.field);
  const counted = products.filter((product) => kept === null || satisfies(product, kept));
  const labels = counted.flatMap((product) => [...new Set(labelsOf(product, request.field))]);
  const numbers = counted.flatMap((product) => numbersOf(product, request.field));
  const bounds =
    numbers.length === 0 ? null : { min: Math.min(...numbers), max: Math.max(...numbers) };
  const { counting } = request;
  if (counting.kind === 'terms') {
    const buckets = termBuckets(labels);
    return {
      request,
      buckets: buckets.slice(0, counting.size),
      distinctValues: buckets.length,
      bounds,
    };
  }
  const buckets =
    counting.kind === 'ranges'
      ? counting.ranges.map((range) => rangeBucket(range, numbers))
      : histogramBuckets(counting.interval, numbers);
  return { request, buckets, distinctValues: buckets.length, bounds };
}

function termBuckets(labels: readonly string[]): { label: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((one, other) => other.count - one.count || byCodePoint(one.label, other.label));
}

function rangeBucket(range: NumberRange, numbers: readonly number[]) {
  const inside = numbers.filter(
    (value) =>
      (range.min === undefined || value >= range.min) &&
      (range.max === undefined || value < range.max),
  );
  return { label: `${range.min ?? ''}..${range.max ?? ''}`, range, count: inside.length };
}

function histogramBuckets(interval: number, numbers: readonly number[]) {
  const steps = [...new Set(numbers.map((value) => Math.floor(value / interval)))];
  return steps
    .sort((one, other) => one - other)
    .map((step) => rangeBucket({ min: step * interval, max: (step + 1) * interval }, numbers));
}

/** The filter's top-level conjunction without the clauses that are on the facet's own field only. */
function withoutOwnConditions(filter: Filter, field: FacetField): Filter {
  const clauses = filter.op === 'and' ? filter.clauses : [filter];
  const kept = clauses
    .map((clause) => (clause.op === 'and' ? withoutOwnConditions(clause, field) : clause))
    .filter((clause) => clause.op === 'and' || !isOnlyOn(clause, field));
  return { op: 'and', clauses: kept };
}

function isOnlyOn(filter: Filter, field: FacetField): boolean {
  const conditions = conditionsOf(filter);
  return conditions.length > 0 && conditions.every((condition) => isOn(condition, field));
}

function conditionsOf(filter: Filter): readonly FieldCondition[] {
  if (filter.op === 'and' || filter.op === 'or') return filter.clauses.flatMap(conditionsOf);
  return filter.op === 'not' ? conditionsOf(filter.clause) : [filter];
}

function isOn(condition: FieldCondition, field: FacetField): boolean {
  if ('key' in condition) return field.kind === 'attribute' && field.key === condition.key;
  return field.kind === condition.op;
}

function labelsOf(product: Product, field: FacetField): readonly string[] {
  switch (field.kind) {
    case 'brand':
      return product.brand === null ? [] : [product.brand];
    case 'locale':
    case 'availability':
      return [product[field.kind]];
    case 'price':
      return product.price === null ? [] : [String(product.price.amount)];
    case 'tag':
      return product.tags;
    case 'category':
      return product.categories.flatMap((path) =>
        path.map((_, depth) => path.slice(0, depth + 1).join(' > ')),
      );
    case 'attribute':
      return attributeLabels(product.attributes[field.key]);
  }
}

function attributeLabels(attribute: AttributeValue | undefined): readonly string[] {
  if (!attribute) return [];
  return attribute.kind === 'list' ? attribute.values : [String(attribute.value)];
}

function numbersOf(product: Product, field: FacetField): readonly number[] {
  if (field.kind === 'price') return product.price === null ? [] : [product.price.amount];
  if (field.kind !== 'attribute') return [];
  const attribute = product.attributes[field.key];
  return attribute?.kind === 'number' ? [attribute.value] : [];
}

/** The order of a sort that needs no words. */
export function inOrder(
  products: readonly Product[],
  sort: Exclude<SearchSort, 'RELEVANCE'>,
  unavailable: UnavailablePolicy,
  popularity: ReadonlyMap<string, number>,
): readonly Product[] {
  const key = (product: Product): number => {
    if (sort === 'POPULARITY') return -(popularity.get(product.sku) ?? 0);
    if (sort === 'NEWEST') return -(product.publishedAt ?? Number.NEGATIVE_INFINITY);
    const price = product.price?.amount;
    if (price === undefined) return Number.POSITIVE_INFINITY;
    return sort === 'PRICE_ASC' ? price : -price;
  };
  const last = (product: Product): number =>
    unavailable === 'LAST' && isUnavailable(product) ? 1 : 0;
  return products
    .filter((product) => unavailable !== 'HIDE' || !isUnavailable(product))
    .sort(
      (one, other) =>
        last(one) - last(other) || compare(key(one), key(other)) || byCodePoint(one.sku, other.sku),
    );
}

function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
