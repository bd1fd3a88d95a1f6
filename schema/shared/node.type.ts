import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description: 'Anything that has a global id and can be fetched again by it.',
  resolveType: () => 'Product',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, unique among everything this API hands out.' })
  readonly id!: string;
}
