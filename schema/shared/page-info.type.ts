import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'Where a page stands in its list (Relay cursor connections).',
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: 'More entries follow after `endCursor`.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when this page was asked for with `after`.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Null when the page is empty.' })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` to get the next page. Null when the page is empty.',
  })
  readonly endCursor!: string | null;
}
