import { Field, InputType } from 'type-graphql';
import { CategoryPathInput } from '../catalog/category-path.input';

@InputType({
  description:
    'What is known of the visit besides the shopper. Counts where nothing is known of the shopper.',
})
export class VisitContextInput {
  @Field(() => CategoryPathInput, { nullable: true, description: 'The department that is open.' })
  readonly department?: CategoryPathInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag of the language of the page, such as `en` or `zh-CN`.',
  })
  readonly locale?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The URL where the visitor came from; its search words count as a query.',
  })
  readonly referrer?: string | null;

  @Field(() => String, { nullable: true, description: 'What the visitor looked for.' })
  readonly query?: string | null;
}
