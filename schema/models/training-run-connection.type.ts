import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../shared/page-info.type';
import { TrainingRunEdge } from './training-run-edge.type';

@ObjectType({ description: 'A page of training runs, the latest first.', simpleResolvers: true })
export class TrainingRunConnection {
  @Field(() => [TrainingRunEdge], { description: 'Those of this page.' })
  readonly edges!: readonly TrainingRunEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  readonly pageInfo!: PageInfo;
}
