import { ArgsType, Field, Int } from 'type-graphql';
import { FilterInput } from '../search/filter.input';
import { DEFAULT_PAGE_SIZE } from '../shared/default-page-size';

@ArgsType()
export class RelatedProductsArgs {
  @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Products at most.' })
  readonly first!: number;

  @Field(() => FilterInput, { nullable: true, description: 'Which products may be shown.' })
  readonly filter?: FilterInput | null;
}
