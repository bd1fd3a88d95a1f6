import type { FacetField } from '../facet.types';
import type { FieldCondition, Filter } from '../filter.types';

/** A filter as one search needs it: what always holds, and what is set aside while counting some facet. */
export interface SplitFilter {
  /** Clauses that hold for hits and for every facet. */
  readonly common: readonly Filter[];
  /** Clauses on the own field of some facet, by the name of the field: they hold for hits and for the other facets. */
  readonly own: ReadonlyMap<string, readonly Filter[]>;
}

/**
 * Takes the filter's top-level conjunction apart. A clause belongs to a facet when all its conditions are on the facet's
 * field, however they are nested: `or(price below 50, price above 500)` is set aside for the price facet. A clause that mixes
 * fields stays in force, because nobody could say what is left of it.
 */
export function splitFilter(filter: Filter | null, facets: readonly FacetField[]): SplitFilter {
  const counted = new Set(facets.map(facetFieldName));
  const common: Filter[] = [];
  const own = new Map<string, Filter[]>();
  for (const clause of filter === null ? [] : conjuncts(filter)) {
    const field = onlyFieldOf(clause);
    if (field !== null && counted.has(field)) own.set(field, [...(own.get(field) ?? []), clause]);
    else common.push(clause);
  }
  return { common, own };
}

function conjuncts(filter: Filter): readonly Filter[] {
  return filter.op === 'and' ? filter.clauses.flatMap(conjuncts) : [filter];
}

/** The one field that all conditions of the clause are on; null when there are several or none. */
function onlyFieldOf(clause: Filter): string | null {
  const fields = new Set(fieldsOf(clause));
  const [only] = fields;
  return fields.size === 1 && only !== undefined ? only : null;
}

function fieldsOf(filter: Filter): readonly string[] {
  if (filter.op === 'and' || filter.op === 'or') return filter.clauses.flatMap(fieldsOf);
  return filter.op === 'not' ? fieldsOf(filter.clause) : [conditionFieldName(filter)];
}

function conditionFieldName(condition: FieldCondition): string {
  return 'key' in condition ? `attribute ${condition.key}` : condition.op;
}

/** Equal for a facet and for the conditions on its own field. */
export function facetFieldName(field: FacetField): string {
  return field.kind === 'attribute' ? `attribute ${field.key}` : field.kind;
}
