import { GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';

/**
 * Refuses a selection set that names the same answer field again and again: legal, merged into one by GraphQL, and a cheap way
 * to make validation and execution work for nothing.
 */
export function maxRepetitionRule(limit: number): ValidationRule {
  return (context) => ({
    SelectionSet(node) {
      const [name] = [...timesByField(node)].find(([, times]) => times > limit) ?? [];
      if (name === undefined) return;
      context.reportError(
        new GraphQLError(
          `The document names "${name}" more than ${limit} times in one place. Once is enough.`,
          { nodes: node, extensions: { code: 'QUERY_TOO_REPETITIVE' } },
        ),
      );
    },
  });
}

function timesByField({ selections }: SelectionSetNode): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const { value } = selection.alias ?? selection.name;
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  return times;
}
