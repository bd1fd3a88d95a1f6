import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { PromoteModelInput } from '../schema/models/promote-model.input';
import { PromoteModelPayload } from '../schema/models/promote-model.payload';
import { RollbackModelInput } from '../schema/models/rollback-model.input';
import { RollbackModelPayload } from '../schema/models/rollback-model.payload';
import { StartTrainingInput } from '../schema/models/start-training.input';
import { StartTrainingPayload } from '../schema/models/start-training.payload';
import type { ModelService } from '../src/models/model-service';
import { requireCatalogAccess } from '../src/request/catalog-access';
import type { RequestContext } from '../src/request/request-context';
import { asModelId } from '../src/shared/ids';
import { orModelErrors } from './output/model-errors';
import { wireModel, wirePromotion, wireTrainingRun } from './output/wire-model';

const KEY = 'Needs the admin key when the server has one.';

/** What operators may do. */
@Resolver()
export class ModelChangesResolver {
  constructor(private readonly models: ModelService) {}

  @Mutation(() => PromoteModelPayload, {
    description: `From now on this model serves, in every process, without a restart. ${KEY}`,
  })
  async promoteModel(
    @Arg('input', () => PromoteModelInput, { description: 'Which one, and why.' })
    { id, reason, force }: PromoteModelInput,
    @Ctx() context: RequestContext,
  ): Promise<PromoteModelPayload> {
    requireKey(context, 'Promoting a model');
    const order = { id: asModelId(id), reason, force: force ?? false };
    const { done, userErrors } = await orModelErrors(() => this.models.promote(order));
    return { model: done && wireModel(done), userErrors };
  }

  @Mutation(() => RollbackModelPayload, {
    description: `What served before serves again, at last keyword order, or popularity; in every process, without a restart. Doing it again goes back further. ${KEY}`,
  })
  async rollbackModel(
    @Arg('input', () => RollbackModelInput, { description: 'Of which kind, and why.' })
    { kind, reason }: RollbackModelInput,
    @Ctx() context: RequestContext,
  ): Promise<RollbackModelPayload> {
    requireKey(context, 'Rolling back a model');
    const { done, userErrors } = await orModelErrors(() =>
      this.models.rollBack(kind ?? 'RERANKER', reason),
    );
    return { promotion: done && wirePromotion(done), userErrors };
  }

  @Mutation(() => StartTrainingPayload, {
    description: `Asks for a training soon, away from the gateways. At most one waits: while one does, it is the answer. ${KEY}`,
  })
  async startTraining(
    @Arg('input', () => StartTrainingInput, { description: 'What, and why.' })
    { kind, mode, reason }: StartTrainingInput,
    @Ctx() context: RequestContext,
  ): Promise<StartTrainingPayload> {
    requireKey(context, 'Training a model');
    const { done, userErrors } = await orModelErrors(() =>
      this.models.startTraining(kind ?? 'RERANKER', mode ?? 'FINE_TUNE', reason),
    );
    return { run: done && wireTrainingRun(done.run), isNew: done?.isNew ?? false, userErrors };
  }
}

function requireKey({ catalogAccess }: RequestContext, doing: string): void {
  requireCatalogAccess(catalogAccess, doing);
}
