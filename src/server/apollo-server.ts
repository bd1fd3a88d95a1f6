import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config';
import type { RequestContext } from '../request/request-context';
import { apolloLogger } from './apollo-logger';
import { formatError, type ErrorSurroundings } from './format-error';
import { queryCostPlugin } from './query-cost-plugin';
import { MAX_VALIDATION_ERRORS, queryLimitRules } from './query-limits';

/** Apollo with every limit on: documents are parsed and validated once and remembered (30 MiB of them). */
export function apolloServer(
  schema: GraphQLSchema,
  { limits, explorer }: Config,
  surroundings: ErrorSurroundings,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection: explorer,
    hideSchemaDetailsFromClientErrors: !explorer,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: limits.queryTokens },
    validationRules: [...queryLimitRules(limits)],
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    plugins: [
      queryCostPlugin(limits.queryCost),
      ApolloServerPluginLandingPageDisabled(),
      // It looks at every field of every answer for cache hints, and this schema has none.
      ApolloServerPluginCacheControlDisabled(),
    ],
    formatError: formatError(surroundings),
    logger: apolloLogger(surroundings.logger),
  });
}
