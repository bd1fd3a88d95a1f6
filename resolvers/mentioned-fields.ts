import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Whether a field with one of the names is selected anywhere below the field being resolved, so that what costs something is
 * only done when somebody reads it. Directives are not looked at: `@skip` may do work in vain, never the reverse.
 */
export function mentionsField(info: GraphQLResolveInfo, names: ReadonlySet<string>): boolean {
  const seen = new Set<string>();

  function mentioned(selections: SelectionSetNode | undefined): boolean {
    return (
      selections?.selections.some((selection) => {
        switch (selection.kind) {
          case Kind.FIELD:
            return names.has(selection.name.value) || mentioned(selection.selectionSet);
          case Kind.INLINE_FRAGMENT:
            return mentioned(selection.selectionSet);
          case Kind.FRAGMENT_SPREAD:
            return inFragment(selection.name.value);
        }
      }) === true
    );
  }

  function inFragment(name: string): boolean {
    if (seen.has(name)) return false;
    seen.add(name);
    return mentioned(info.fragments[name]?.selectionSet);
  }

  return info.fieldNodes.some((node) => mentioned(node.selectionSet));
}
