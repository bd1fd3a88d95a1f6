import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What a model has done in this process since it was loaded.',
  simpleResolvers: true,
})
export class ScorerActivity {
  @Field(() => Float, { description: 'Times that it computed; lists of many searches share one.' })
  readonly forwardPasses!: number;

  @Field(() => Float, { description: 'Lists that it scored.' })
  readonly lists!: number;

  @Field(() => Float, { description: 'Products in them.' })
  readonly rows!: number;

  @Field(() => Float, { description: 'Lists that were not scored in time.' })
  readonly tooLate!: number;

  @Field(() => Float, {
    description: 'Milliseconds that lists waited for others to share a pass, sum.',
  })
  readonly queueWaitMs!: number;

  @Field(() => Float, { description: 'Milliseconds that it computed, sum.' })
  readonly passMs!: number;
}
