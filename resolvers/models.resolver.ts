import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { ModelComparison } from '../schema/models/model-comparison.type';
import { ModelConnection } from '../schema/models/model-connection.type';
import { ModelKindEnum } from '../schema/models/model-kind.enum';
import { ModelPromotion } from '../schema/models/model-promotion.type';
import { Model } from '../schema/models/model.type';
import { RankingStatus } from '../schema/models/ranking-status.type';
import { TrainingRunConnection } from '../schema/models/training-run-connection.type';
import { TrainingRun } from '../schema/models/training-run.type';
import { DEFAULT_PAGE_SIZE } from '../schema/shared/default-page-size';
import type { ModelService } from '../src/models/model-service';
import type { ModelKind } from '../src/models/model.types';
import type { RankingStatus as Status } from '../src/ranking/ranking-status.types';
import { requireCatalogAccess } from '../src/request/catalog-access';
import type { RequestContext } from '../src/request/request-context';
import { asModelId, asTrainingRunId } from '../src/shared/ids';
import { pageSize } from './input/page-size';
import { readListCursor } from './list-cursor';
import { listConnection } from './output/list-connection';
import { wireModel, wirePromotion, wireTrainingRun } from './output/wire-model';
import { wireRankingStatus } from './output/wire-ranking-status';
import { pageCost } from './page-cost';

const KEY = 'Needs the admin key when the server has one.';
const NEXT_PAGE = '`endCursor` of the page before. Absent: the first page.';
const RERANKER: ModelKind = 'RERANKER';

/** What operators may know. */
@Resolver()
export class ModelsResolver {
  constructor(
    private readonly service: ModelService,
    private readonly status: () => Status,
  ) {}

  @Query(() => ModelConnection, {
    description: `All versions, the latest first. ${KEY}`,
    complexity: pageCost,
  })
  async models(
    @Arg('kind', () => ModelKindEnum, { defaultValue: RERANKER, description: 'Of which kind.' })
    kind: ModelKind,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Models per page.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: NEXT_PAGE })
    after: string | null = null,
    @Ctx() context: RequestContext,
  ): Promise<ModelConnection> {
    requireKey(context);
    const size = pageSize(first, context.limits.pageSize);
    const before = after === null ? null : asModelId(readListCursor('models', after));
    const found = await this.service.list(kind, size + 1, before);
    return listConnection(found.map(wireModel), { list: 'models', size, after });
  }

  @Query(() => Model, {
    nullable: true,
    description: `One version; null when there is none. ${KEY}`,
  })
  async model(
    @Arg('id', () => ID, { description: 'Its name.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Model | null> {
    requireKey(context);
    const found = await this.service.find(asModelId(id));
    return found && wireModel(found);
  }

  @Query(() => ModelComparison, { description: `Two versions side by side. ${KEY}` })
  async modelComparison(
    @Arg('left', () => ID, { description: 'The name of one.' }) left: string,
    @Arg('right', () => ID, { description: 'The name of the other.' }) right: string,
    @Ctx() context: RequestContext,
  ): Promise<ModelComparison> {
    requireKey(context);
    const both = await this.service.compare(asModelId(left), asModelId(right), false);
    return { left: wireModel(both.left), right: wireModel(both.right) };
  }

  @Query(() => [ModelPromotion], {
    description: `Who served when, and why; the latest first. ${KEY}`,
    complexity: pageCost,
  })
  async modelPromotions(
    @Arg('kind', () => ModelKindEnum, { defaultValue: RERANKER, description: 'Of which kind.' })
    kind: ModelKind,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'How many.' })
    first: number,
    @Ctx() context: RequestContext,
  ): Promise<readonly ModelPromotion[]> {
    requireKey(context);
    const size = pageSize(first, context.limits.pageSize);
    return (await this.service.promotions(kind, size)).map(wirePromotion);
  }

  @Query(() => TrainingRunConnection, {
    description: `What was trained and when, the latest first. ${KEY}`,
    complexity: pageCost,
  })
  async trainingRuns(
    @Arg('kind', () => ModelKindEnum, { defaultValue: RERANKER, description: 'Of which kind.' })
    kind: ModelKind,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Runs per page.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: NEXT_PAGE })
    after: string | null = null,
    @Ctx() context: RequestContext,
  ): Promise<TrainingRunConnection> {
    requireKey(context);
    const size = pageSize(first, context.limits.pageSize);
    const before = after === null ? null : asTrainingRunId(readListCursor('training-runs', after));
    const found = await this.service.trainingRuns(kind, size + 1, before);
    return listConnection(found.map(wireTrainingRun), { list: 'training-runs', size, after });
  }

  @Query(() => TrainingRun, {
    nullable: true,
    description: `One run; null when there is none. ${KEY}`,
  })
  async trainingRun(
    @Arg('id', () => ID, { description: 'Its name.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<TrainingRun | null> {
    requireKey(context);
    const found = await this.service.findRun(asTrainingRunId(id));
    return found && wireTrainingRun(found);
  }

  @Query(() => RankingStatus, {
    description: `What ranking does in the process that answers. ${KEY}`,
  })
  rankingStatus(@Ctx() context: RequestContext): RankingStatus {
    requireKey(context);
    return wireRankingStatus(this.status());
  }
}

function requireKey({ catalogAccess }: RequestContext): void {
  requireCatalogAccess(catalogAccess, 'Looking at models');
}
