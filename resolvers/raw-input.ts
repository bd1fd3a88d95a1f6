import { createParameterDecorator, type ClassType } from 'type-graphql';

/**
 * The argument `input` as graphql-js has checked it, without TypeGraphQL's copy into class instances: that copy looks
 * every field up again for every row, and is most of the cost of a batch of events.
 */
export function RawInput(type: () => ClassType, description: string) {
  return createParameterDecorator(({ args }) => args['input'] as unknown, {
    arg: { name: 'input', typeFunc: type, options: { description } },
  });
}
