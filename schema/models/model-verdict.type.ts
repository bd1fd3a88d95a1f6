import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { MeanDifference } from './mean-difference.type';
import { ModelGuardrail } from './model-guardrail.type';

@ObjectType({
  description:
    'How a model compares with the one that served when it was judged, on lists that neither learnt from.',
  simpleResolvers: true,
})
export class ModelVerdict {
  @Field(() => Boolean, { description: 'Whether it may serve, once it has been in the shadow.' })
  readonly promote!: boolean;

  @Field(() => [String], { description: 'For people: why, or why not.' })
  readonly reasons!: readonly string[];

  @Field(() => ID, {
    nullable: true,
    description: 'What it was compared with; null for keyword order, or popularity.',
  })
  readonly championId!: string | null;

  @Field(() => Int, { description: 'Lists that both ranked.' })
  readonly lists!: number;

  @Field(() => Float, { description: 'nDCG@10 of this model, 0 to 1.' })
  readonly challengerNdcg!: number;

  @Field(() => Float, { description: 'The same of the other.' })
  readonly championNdcg!: number;

  @Field(() => MeanDifference, { description: 'This model minus the other.' })
  readonly difference!: MeanDifference;

  @Field(() => [ModelGuardrail], { description: 'What must not get worse.' })
  readonly guardrails!: readonly ModelGuardrail[];
}
