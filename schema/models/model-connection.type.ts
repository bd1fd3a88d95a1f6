import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../shared/page-info.type';
import { ModelEdge } from './model-edge.type';

@ObjectType({ description: 'A page of models, the latest first.', simpleResolvers: true })
export class ModelConnection {
  @Field(() => [ModelEdge], { description: 'Those of this page.' })
  readonly edges!: readonly ModelEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  readonly pageInfo!: PageInfo;
}
