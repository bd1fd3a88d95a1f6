import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import type { RequestLimits } from '../config/config';
import { maxRepetitionRule } from './max-repetition-rule';

/** What can be wrong with the size or shape of a GraphQL document. */
export type QueryLimitCode =
  | 'QUERY_TOO_DEEP'
  | 'QUERY_TOO_MANY_ALIASES'
  | 'QUERY_TOO_MANY_DIRECTIVES'
  | 'QUERY_TOO_REPETITIVE'
  | 'QUERY_TOO_COSTLY';

/** No client needs more `@include` and `@skip` than this in one document. */
const MAX_DIRECTIVES = 50;

/** Nobody writes the same field more often into one selection set; only attackers and broken generators do. */
const MAX_REPETITIONS = 10;

/**
 * Further errors would help an attacker more than an author. Below 10 on purpose: at that number scanners read the list of
 * errors as "directives are not limited".
 */
export const MAX_VALIDATION_ERRORS = 5;

/** Rules that a document must pass before anything of it is run. */
export function queryLimitRules(limits: RequestLimits): readonly ValidationRule[] {
  return [
    maxDepthRule({
      n: limits.queryDepth,
      flattenFragments: true,
      ...refusing('QUERY_TOO_DEEP', `nests deeper than ${limits.queryDepth} fields. Split it`),
    }),
    maxAliasesRule({
      n: limits.queryAliases,
      allowList: [],
      ...refusing(
        'QUERY_TOO_MANY_ALIASES',
        `has more than ${limits.queryAliases} aliases. Split it`,
      ),
    }),
    maxDirectivesRule({
      n: MAX_DIRECTIVES,
      ...refusing(
        'QUERY_TOO_MANY_DIRECTIVES',
        `has more than ${MAX_DIRECTIVES} directives. Leave some out`,
      ),
    }),
    maxRepetitionRule(MAX_REPETITIONS),
  ];
}

export function queryLimitError(code: QueryLimitCode, what: string): GraphQLError {
  return new GraphQLError(`The document ${what}.`, { extensions: { code, http: { status: 400 } } });
}

/** The rules would throw a syntax error, which the server takes for its own fault. */
function refusing(code: QueryLimitCode, what: string) {
  return {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null) => {
        context?.reportError(queryLimitError(code, what));
      },
    ],
  };
}
