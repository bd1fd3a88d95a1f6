import { ArgsType, Field, Int } from 'type-graphql';
import { DEFAULT_PAGE_SIZE } from '../shared/default-page-size';
import { SearchInput } from './search.input';

@ArgsType()
export class SearchArgs {
  @Field(() => SearchInput, { description: 'What the shopper is looking for.' })
  readonly input!: SearchInput;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Hits per page.' })
  readonly first!: number;

  @Field(() => String, {
    nullable: true,
    description: '`endCursor` of the page before, with the same input. Absent: the first page.',
  })
  readonly after?: string | null;
}
