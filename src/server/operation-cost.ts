import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity';

/** What is needed to tell the cost of an operation. */
export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As the client sent them: they are read for page sizes only, and checked elsewhere. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The cost of running an operation: one per field, however often it is repeated, and below a list times the entries that may
 * come (the field's `complexity`, see `pageCost`). Both sides of an abstract type count, and so does what a directive may skip.
 *
 * Linear in the document: each fragment is worked out once. The ready-made analyser coerces all variables for this, which
 * for a batch of events costs as much as the rest of GraphQL.
 */
export function operationCost(question: CostQuestion): number {
  const { schema, operation } = question;
  const root = schema.getRootType(operation.operation);
  return root ? new CostCounter(question).ofSelections(operation.selectionSet, root) : 0;
}

class CostCounter {
  private readonly costByFragment = new Map<string, number>();

  constructor(private readonly question: CostQuestion) {}

  ofSelections(selectionSet: SelectionSetNode, type: GraphQLCompositeType): number {
    let cost = 0;
    for (const selection of selectionSet.selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          cost += this.ofField(selection, type);
          break;
        case Kind.INLINE_FRAGMENT:
          cost += this.ofSelections(
            selection.selectionSet,
            this.typeNamed(selection.typeCondition?.name.value) ?? type,
          );
          break;
        case Kind.FRAGMENT_SPREAD:
          cost += this.ofFragment(selection.name.value);
      }
    }
    return cost;
  }

  private ofFragment(name: string): number {
    const known = this.costByFragment.get(name);
    if (known !== undefined) return known;
    const fragment = this.question.fragments.get(name);
    const type = this.typeNamed(fragment?.typeCondition.name.value);
    const cost = fragment && type ? this.ofSelections(fragment.selectionSet, type) : 0;
    this.costByFragment.set(name, cost);
    return cost;
  }

  private ofField(node: FieldNode, type: GraphQLCompositeType): number {
    const field = fieldOf(type, node.name.value);
    if (!field) return 1;
    const fieldType = getNamedType(field.type);
    const childComplexity =
      node.selectionSet && isCompositeType(fieldType)
        ? this.ofSelections(node.selectionSet, fieldType)
        : 0;
    const estimate = field.extensions['complexity'] as ComplexityEstimator | undefined;
    if (!estimate) return 1 + childComplexity;
    const args = this.argumentsOf(node);
    const cost = estimate({ type: type as never, field, node, args, childComplexity });
    return typeof cost === 'number' ? cost : 1 + childComplexity;
  }

  private argumentsOf(node: FieldNode): Record<string, unknown> {
    const { variables } = this.question;
    return Object.fromEntries(
      (node.arguments ?? []).map(({ name, value }) => [
        name.value,
        valueFromASTUntyped(value, variables),
      ]),
    );
  }

  private typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.question.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

/** Undefined for `__typename` and for introspection, which has its own bounds. */
function fieldOf(
  type: GraphQLCompositeType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}
