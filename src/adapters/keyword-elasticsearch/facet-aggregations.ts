import type { estypes } from '@elastic/elasticsearch';
import type { FacetCounting, FacetField, FacetRequest } from '../../search/facet.types';
import type { NumberRange } from '../../search/filter.types';
import { numberTerm } from './attribute-terms';
import { attributeField, HIGHEST_NUMBER, LOWEST_NUMBER, type Query } from './compile-filter';

export type Aggregation = estypes.AggregationsAggregationContainer;
type Aggregations = Record<string, Aggregation>;

/**
 * Values of a facet that are fetched at first. All of them are wanted, to say how many there are and to break ties by label; most
 * facets have fewer, and for the others the search is asked again.
 */
export const FIRST_VALUES = 1000;

/** Most values that are fetched at all: Elasticsearch gives no more than 65,536 buckets by default. */
export const ALL_VALUES = 65_000;

/** The aggregations that count one facet; read back by `readFacet`. */
export function facetAggregations(request: FacetRequest, values: number): Aggregations {
  const { field, counting } = request;
  if (field.kind === 'price') return priceAggregations(counting, values);
  if (field.kind === 'attribute')
    return attributeAggregations(attributeField(field.key), counting, values);
  if (counting.kind !== 'terms') return {};
  return { values: valuesOf(FIELDS[field.kind], values) };
}

const FIELDS: Readonly<Record<Exclude<FacetField['kind'], 'price' | 'attribute'>, string>> = {
  brand: 'brand',
  category: 'categories',
  tag: 'tags',
  availability: 'availability',
  locale: 'locale',
};

function valuesOf(field: string, size: number): Aggregation {
  return { terms: { field, size } };
}

function priceAggregations(counting: FacetCounting, values: number): Aggregations {
  const bounds: Aggregations = {
    low: { min: { field: 'price' } },
    high: { max: { field: 'price' } },
  };
  switch (counting.kind) {
    case 'terms':
      return { ...bounds, values: valuesOf('price', values) };
    case 'ranges':
      return { ...bounds, ...rangeAggregation(counting.ranges, priceWithin) };
    case 'histogram': {
      const { interval } = counting;
      return { ...bounds, steps: { histogram: { field: 'price', interval, min_doc_count: 1 } } };
    }
  }
}

function attributeAggregations(
  field: string,
  counting: FacetCounting,
  values: number,
): Aggregations {
  if (counting.kind !== 'ranges') return { values: valuesOf(field, values) };
  return {
    ...rangeAggregation(counting.ranges, (range) => attributeWithin(field, range)),
    numbers: {
      // A product has one number at most, so that among products with a number there is nothing else.
      filter: attributeWithin(field, {}),
      aggs: {
        low: { terms: { field, size: 1, order: { _key: 'asc' } } },
        high: { terms: { field, size: 1, order: { _key: 'desc' } } },
      },
    },
  };
}

function rangeAggregation(
  ranges: readonly NumberRange[],
  within: (range: NumberRange) => Query,
): Aggregations {
  // Elasticsearch wants at least one.
  if (ranges.length === 0) return {};
  return { ranges: { filters: { filters: ranges.map(within) } } };
}

function priceWithin({ min, max }: NumberRange): Query {
  return {
    range: {
      price: { ...(min !== undefined && { gte: min }), ...(max !== undefined && { lt: max }) },
    },
  };
}

/** Closed below and open above, unlike a condition of a filter. */
function attributeWithin(field: string, { min, max }: NumberRange): Query {
  const gte = min === undefined ? LOWEST_NUMBER : numberTerm(min);
  const above = max === undefined ? { lte: HIGHEST_NUMBER } : { lt: numberTerm(max) };
  return { range: { [field]: { gte, ...above } } };
}
