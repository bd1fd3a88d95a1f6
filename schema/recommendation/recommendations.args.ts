import { ArgsType, Field, Int } from 'type-graphql';
import { DEFAULT_PAGE_SIZE } from '../shared/default-page-size';
import { RecommendationsInput } from './recommendations.input';

@ArgsType()
export class RecommendationsArgs {
  @Field(() => RecommendationsInput, { description: 'What the list is for.' })
  readonly input!: RecommendationsInput;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Products per page.' })
  readonly first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      '`endCursor` of the page before, with the same input but for what the shopper did meanwhile. Absent: the first page.',
  })
  readonly after?: string | null;
}
