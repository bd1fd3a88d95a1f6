import type {
  FacetBucket,
  FacetCounting,
  FacetField,
  FacetRequest,
  FacetResult,
} from '../../search/facet.types';
import type { NumberRange } from '../../search/filter.types';
import {
  bucketNames,
  facetSources,
  fieldsQuery,
  labelColumn,
  type FacetSource,
  type NumberedField,
} from './facet-sources';
import type { ReadingConnection } from './reading-connection';
import { facetFieldName } from '../../search/matching/set-aside';
import type { FoundHits } from './hit-table';
import { allOf, fragment, type SqlFragment } from './sql-fragment';

/** A facet over the hit table: the values to read, and which hits count. */
interface Count {
  readonly field: FacetField;
  readonly sources: readonly FacetSource[];
  /** Of products that fail only in the facet's own field; 0 when no condition is on it. */
  readonly ownFailure: number;
  readonly connection: ReadingConnection;
}

type Counted = Omit<FacetResult, 'request'>;

/** Counts one facet over the hits found before. */
export function countFacet(
  request: FacetRequest,
  hits: FoundHits,
  connection: ReadingConnection,
): FacetResult {
  const query = fieldsQuery(request.field);
  const fields = query === null ? [] : (connection.all(query) as readonly NumberedField[]);
  const count: Count = {
    field: request.field,
    sources: facetSources(request.field, fields, hits.many),
    ownFailure: hits.ownFailures.get(facetFieldName(request.field)) ?? 0,
    connection,
  };
  return { request, ...countAs(request.counting, count) };
}

function countAs(counting: FacetCounting, count: Count): Counted {
  switch (counting.kind) {
    case 'terms':
      return countTerms(counting.size, count);
    case 'ranges':
      return countRanges(counting.ranges, count);
    case 'histogram':
      return countHistogram(counting.interval, count);
  }
}

/** Everything after SELECT's columns: the values of the hits that count. */
function valuesOf(source: FacetSource, count: Count): SqlFragment {
  return fragment(
    `FROM ${source.from.sql} WHERE h.failed IN (0, ?) AND ${source.column} IS NOT NULL`,
    ...source.from.parameters,
    count.ownFailure,
  );
}

function select(columns: string, source: FacetSource, count: Count, tail = ''): SqlFragment {
  const values = valuesOf(source, count);
  return { ...values, sql: `SELECT ${columns} ${values.sql} ${tail}` };
}

interface TermBuckets {
  readonly buckets: readonly FacetBucket[];
  readonly distinct: number;
}

function countTerms(size: number, count: Count): Counted {
  const [only] = count.sources;
  if (count.sources.length === 1 && only?.holds === 'term') {
    const { buckets, distinct } = countTexts(only, size, count);
    return { buckets: buckets.slice(0, size), distinctValues: distinct, bounds: null };
  }
  const all = count.sources.flatMap((source) =>
    source.holds === 'term'
      ? countTexts(source, NO_LIMIT, count).buckets
      : countCodes(source, count),
  );
  const buckets = sorted(withEqualLabelsJoined(all));
  return {
    buckets: buckets.slice(0, size),
    distinctValues: buckets.length,
    bounds: boundsOf(count),
  };
}

const NO_LIMIT = -1;

function countTexts(source: FacetSource, size: number, count: Count): TermBuckets {
  const groups = select(`${source.column} AS value, count(*) AS hits`, source, count, 'GROUP BY 1');
  const rows = count.connection.all(
    fragment(
      `SELECT t.text AS term, g.hits AS hits, count(*) OVER () AS groups
       FROM (${groups.sql}) g CROSS JOIN keyword_term t ON t.id = g.value
       ORDER BY g.hits DESC, ${labelColumn(count.field)}, t.text LIMIT ?`,
      ...groups.parameters,
      // One row is read even for an empty list: it tells how many there are.
      size === 0 ? 1 : size,
    ),
  ) as readonly { term: string; hits: number; groups: number }[];
  return {
    buckets: rows.map(({ term, hits }) => ({ ...bucketNames(count.field, term), count: hits })),
    distinct: rows[0]?.groups ?? 0,
  };
}

function countCodes(source: FacetSource, count: Count): readonly FacetBucket[] {
  const rows = count.connection.all(
    select(`${source.column} AS value, count(*) AS hits`, source, count, 'GROUP BY 1'),
  ) as readonly { value: number; hits: number }[];
  return rows.map(({ value, hits }) => ({ label: source.labelOf(value), count: hits }));
}

/** An attribute may be the number 5 on one product and the text "5" on another: one bucket, since nobody can tell them apart. */
function withEqualLabelsJoined(buckets: readonly FacetBucket[]): readonly FacetBucket[] {
  const byLabel = new Map<string, FacetBucket>();
  for (const bucket of buckets) {
    const same = byLabel.get(bucket.label);
    byLabel.set(bucket.label, { ...bucket, count: bucket.count + (same?.count ?? 0) });
  }
  return [...byLabel.values()];
}

function sorted(buckets: readonly FacetBucket[]): readonly FacetBucket[] {
  return [...buckets].sort(
    (left, right) => right.count - left.count || inCodePointOrder(left.label, right.label),
  );
}

function inCodePointOrder(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function numbersOf(count: Count): FacetSource | undefined {
  return count.sources.find((source) => source.holds === 'number');
}

function boundsOf(count: Count): FacetResult['bounds'] {
  const source = numbersOf(count);
  return source ? boundsIn(rangeCounts([], source, count)) : null;
}

function countRanges(ranges: readonly NumberRange[], count: Count): Counted {
  const source = numbersOf(count);
  const row = source ? rangeCounts(ranges, source, count) : {};
  const buckets = ranges.map((range, place) => ({
    label: rangeLabel(range),
    range,
    count: row[`range${String(place)}`] ?? 0,
  }));
  return { buckets, distinctValues: buckets.length, bounds: boundsIn(row) };
}

/** Counts and bounds in one pass. */
function rangeCounts(
  ranges: readonly NumberRange[],
  source: FacetSource,
  count: Count,
): Readonly<Record<string, number | null>> {
  const values = valuesOf(source, count);
  const conditions = ranges.map(withinHalfOpen);
  const columns = conditions.map(
    ({ sql }, place) => `count(*) FILTER (WHERE ${sql}) AS range${String(place)}`,
  );
  return count.connection.first(
    fragment(
      `SELECT ${['min(value) AS low', 'max(value) AS high', ...columns].join(', ')}
       FROM (SELECT ${source.column} AS value ${values.sql})`,
      ...conditions.flatMap((condition) => condition.parameters),
      ...values.parameters,
    ),
  ) as Readonly<Record<string, number | null>>;
}

function boundsIn({
  low = null,
  high = null,
}: Readonly<Record<string, number | null>>): FacetResult['bounds'] {
  return low === null || high === null ? null : { min: low, max: high };
}

function withinHalfOpen({ min, max }: NumberRange): SqlFragment {
  return allOf([
    ...(min === undefined ? [] : [fragment('value >= ?', min)]),
    ...(max === undefined ? [] : [fragment('value < ?', max)]),
  ]);
}

function countHistogram(interval: number, count: Count): Counted {
  const source = numbersOf(count);
  if (!source) return { buckets: [], distinctValues: 0, bounds: null };
  const values = valuesOf(source, count);
  const rows = count.connection.all(
    fragment(
      // The driver binds every number as a float, so that the division keeps its fraction.
      `SELECT floor(${source.column} / ?) AS step, count(*) AS hits ${values.sql} GROUP BY 1 ORDER BY 1`,
      interval,
      ...values.parameters,
    ),
  ) as readonly { step: number; hits: number }[];
  const buckets = rows.map(({ step, hits }) => {
    const range = { min: multiple(step, interval), max: multiple(step + 1, interval) };
    return { label: rangeLabel(range), range, count: hits };
  });
  return { buckets, distinctValues: buckets.length, bounds: boundsOf(count) };
}

/** Without the noise of binary fractions: the third multiple of 0.1 is 0.3. */
const SIGNIFICANT_DIGITS = 15;

function multiple(step: number, interval: number): number {
  return Number((step * interval).toPrecision(SIGNIFICANT_DIGITS));
}

function rangeLabel({ min, max }: NumberRange): string {
  return `${String(min ?? '')}..${String(max ?? '')}`;
}
