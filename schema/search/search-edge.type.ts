import { Field, ObjectType } from 'type-graphql';
import { SearchHit } from './search-hit.type';

@ObjectType({ description: 'A hit and its place in the list.', simpleResolvers: true })
export class SearchEdge {
  @Field(() => String, {
    description: 'Opaque place in the list; pass it as `after` with the same search input.',
  })
  readonly cursor!: string;

  @Field(() => SearchHit, { description: 'The hit.' })
  readonly node!: SearchHit;
}
