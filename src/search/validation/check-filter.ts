import { z } from 'zod';
import { AVAILABILITIES } from '../../catalog/product.types';
import { quoted, TroveError } from '../../shared/errors';
import type { FieldCondition, Filter } from '../filter.types';
import { checkRange } from './check-range';

export interface FilterLimits {
  readonly filterDepth: number;
  readonly filterSize: number;
}

const text = z.string().max(1000);
const list = <T extends z.ZodType>(value: T) => z.array(value).min(1, 'name at least one value');
// The ends are checked by `checkRange`, which says more.
const range = z.object({
  min: z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]).optional(),
  max: z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]).optional(),
});

const CONDITIONS = z.discriminatedUnion('op', [
  z.object({ op: z.literal('sku'), anyOf: list(text) }),
  z.object({ op: z.literal('brand'), anyOf: list(text) }),
  z.object({ op: z.literal('category'), anyOf: list(list(text)) }),
  z.object({ op: z.literal('tag'), anyOf: list(text) }),
  z.object({ op: z.literal('locale'), anyOf: list(text) }),
  z.object({ op: z.literal('availability'), anyOf: list(z.literal([...AVAILABILITIES])) }),
  z.object({ op: z.literal('price'), range, currency: text.optional() }),
  z.object({ op: z.literal('publishedAt'), range }),
  z.object({ op: z.literal('attributeText'), key: text, anyOf: list(text) }),
  z.object({ op: z.literal('attributeNumber'), key: text, range }),
  z.object({ op: z.literal('attributeBoolean'), key: text, value: z.boolean() }),
  z.object({ op: z.literal('attributeExists'), key: text }),
]);

interface Visit {
  readonly node: unknown;
  readonly depth: number;
  /** Where the node stands, such as `filter.and[1]`. */
  readonly place: string;
}

/**
 * Refuses a filter that is malformed, too deep, too large or contradicts itself, and lists the attribute keys that it names.
 * Walks with a stack of its own, so that no nesting can exhaust the call stack.
 *
 * @throws TroveError INVALID_INPUT, FILTER_TOO_DEEP, FILTER_TOO_LARGE, CONTRADICTORY_RANGE naming the place.
 */
export function checkFilter(filter: Filter, limits: FilterLimits): ReadonlySet<string> {
  const keys = new Set<string>();
  const pending: Visit[] = [{ node: filter, depth: 1, place: 'filter' }];
  let size = 0;
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    refuseTooDeep(visit, limits.filterDepth);
    const clauses = clausesOf(visit);
    size += 1 + (clauses ? clauses.length : valuesIn(visit.node));
    refuseTooLarge(size, limits.filterSize);
    if (clauses) pending.push(...clauses);
    else checkCondition(visit, keys);
  }
  return keys;
}

/** The clauses of `and`, `or` and `not`; null for a condition. */
function clausesOf({ node, depth, place }: Visit): readonly Visit[] | null {
  if (!isRecord(node)) throw malformed(place, node);
  const below = depth + 1;
  if (node['op'] === 'not') return [{ node: node['clause'], depth: below, place: `${place}.not` }];
  if (node['op'] !== 'and' && node['op'] !== 'or') return null;
  const { op, clauses } = node;
  if (!Array.isArray(clauses) || clauses.length === 0)
    throw new TroveError('INVALID_INPUT', `${place}.${op}: name at least one condition.`, {
      place,
    });
  return clauses.map((clause: unknown, index) => ({
    node: clause,
    depth: below,
    place: `${place}.${op}[${index}]`,
  }));
}

function checkCondition({ node, place }: Visit, keys: Set<string>): void {
  const parsed = CONDITIONS.safeParse(node);
  if (!parsed.success) throw malformedCondition(place, node, parsed.error);
  const condition = parsed.data as FieldCondition;
  if ('range' in condition) checkRange(condition.range, `${place}.${condition.op}`);
  if ('key' in condition) keys.add(condition.key);
}

function valuesIn(node: unknown): number {
  return isRecord(node) && Array.isArray(node['anyOf']) ? node['anyOf'].length : 0;
}

function refuseTooDeep({ depth, place }: Visit, limit: number): void {
  if (depth <= limit) return;
  throw new TroveError(
    'FILTER_TOO_DEEP',
    `The filter is nested more than ${limit} levels deep, at ${quoted(place)}. Write it flatter: ` +
      'conditions of one field fit into one list of values.',
    { limit },
  );
}

function refuseTooLarge(size: number, limit: number): void {
  if (size <= limit) return;
  throw new TroveError(
    'FILTER_TOO_LARGE',
    `The filter holds more than ${limit} conditions and values. Name fewer, or a category above them.`,
    { limit },
  );
}

function malformedCondition(place: string, node: unknown, error: z.ZodError): TroveError {
  const [issue] = error.issues;
  const where = issue ? [place, ...issue.path.map(String)].join('.') : place;
  return new TroveError('INVALID_INPUT', `${where}: ${issue?.message ?? 'malformed'}.`, {
    place: where,
    got: quoted(shallow(node)),
  });
}

function malformed(place: string, node: unknown): TroveError {
  return new TroveError(
    'INVALID_INPUT',
    `${place}: expected a condition, got ${quoted(shallow(node))}.`,
    {
      place,
    },
  );
}

/** Enough of a value to recognise it by; the whole of it may be nested without end. */
function shallow(node: unknown): string {
  if (isRecord(node)) return `object with ${Object.keys(node).slice(0, 5).join(', ')}`;
  return Array.isArray(node) ? `list of ${node.length}` : String(node);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
