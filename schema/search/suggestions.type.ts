import { Field, ID, ObjectType } from 'type-graphql';
import type { SearchPart } from '../../src/search/search.types';
import { SearchPartEnum } from './search-part.enum';
import { Product } from '../catalog/product.type';
import { QuerySuggestion } from './query-suggestion.type';

@ObjectType({ description: 'What a shopper may be about to type.', simpleResolvers: true })
export class Suggestions {
  @Field(() => ID, {
    description:
      'Attribution id of this list; send it as `searchId` with events that follow from it.',
  })
  readonly searchId!: string;

  @Field(() => [QuerySuggestion], { description: 'Texts, the likeliest first.' })
  readonly queries!: readonly QuerySuggestion[];

  @Field(() => [Product], { description: 'Products that already fit, the most popular first.' })
  readonly products!: readonly Product[];

  @Field(() => [SearchPartEnum], {
    description: 'Parts that this answer had to do without; empty when all is well.',
  })
  readonly degraded!: readonly SearchPart[];
}
