import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'One number that training reported.', simpleResolvers: true })
export class ModelMetric {
  @Field(() => String, { description: 'Such as `validationNdcg` or `epochs`.' })
  readonly name!: string;

  @Field(() => Float, { description: 'Its value.' })
  readonly value!: number;
}
