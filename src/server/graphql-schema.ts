import {
  lexicographicSortSchema,
  printSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchema, type ContainerType } from 'type-graphql';
import { RESOLVERS, resolverObjects, type Services } from '../../resolvers/all-resolvers';

/** The contract, wired to the services. */
export async function graphqlSchema(services: Services): Promise<GraphQLSchema> {
  const objects = resolverObjects(services);
  return build({ get: (resolver) => objects.get(resolver) });
}

/** The contract as clients generate code from it: sorted, so that a diff shows only what changed. */
export async function printedSchema(): Promise<string> {
  const schema = await build({ get: () => undefined });
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

async function build(container: ContainerType): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: RESOLVERS,
    container,
    // Services judge what they are given, with messages for people; a second judge would cost time and say less.
    validate: false,
  });
  describe(schema.getQueryType(), 'What can be asked.');
  describe(schema.getMutationType(), 'What can be changed.');
  return schema;
}

/** TypeGraphQL makes the root types itself and has no words for them. */
function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}
