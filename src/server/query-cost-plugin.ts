import type { ApolloServerPlugin } from '@apollo/server';
import {
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { RequestContext } from '../request/request-context';
import { operationCost } from './operation-cost';
import { queryLimitError } from './query-limits';

/** Refuses an operation that would cost more than the limit, before anything of it is run. */
export function queryCostPlugin(limit: number): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, operation, document, request }) => {
        // Apollo answers an unknown operation name a moment later.
        if (!operation) return;
        const fragments = fragmentsOf(document);
        const variables = { ...defaultsOf(operation), ...request.variables };
        const cost = operationCost({ schema, operation, fragments, variables });
        if (cost <= limit) return;
        throw queryLimitError(
          'QUERY_TOO_COSTLY',
          `costs ${cost}, and at most ${limit} is allowed: one per field, times the page size below a list. Ask for smaller pages or fewer fields`,
        );
      },
    }),
  };
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode) {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );
}
