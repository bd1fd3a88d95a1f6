import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Product } from '../schema/catalog/product.type';
import { CorrectProfileInput } from '../schema/shoppers/correct-profile.input';
import { CorrectProfilePayload } from '../schema/shoppers/correct-profile.payload';
import { IdentifyShopperInput } from '../schema/shoppers/identify-shopper.input';
import { IdentifyShopperPayload } from '../schema/shoppers/identify-shopper.payload';
import { ShopperAct } from '../schema/shoppers/shopper-act.type';
import { ShopperLookupInput } from '../schema/shoppers/shopper-lookup.input';
import { Shopper } from '../schema/shoppers/shopper.type';
import type { RequestContext } from '../src/request/request-context';
import { asSessionId, asShopperId, asSku } from '../src/shared/ids';
import type { ShopperService } from '../src/shoppers/shopper-service';
import { dislike } from './input/dislike';
import { readableRows } from './input/readable-rows';
import { whoAsks } from './input/who-asks';
import { orShopperErrors, shopperErrors } from './output/shopper-errors';
import { wireProduct } from './output/wire-product';
import { wireShopper } from './output/wire-shopper';

@Resolver()
export class ShoppersResolver {
  constructor(private readonly service: ShopperService) {}

  @Query(() => Shopper, {
    description:
      'What is known of a shopper, and from which events; empty for whoever nobody knows yet. Whoever may call this API may ask for any shopper by the key of the shop, as with searches and events: keep keys to yourself, or such that nobody can guess them.',
  })
  async shopper(
    @Arg('input', () => ShopperLookupInput, { description: 'Which shopper.' })
    input: ShopperLookupInput,
  ): Promise<Shopper> {
    const who = whoAsks(input);
    return wireShopper(who, await this.service.profile(who));
  }

  @Mutation(() => IdentifyShopperPayload, {
    description:
      "Says at login who a visitor is: what was done and said in the session without a name is the shopper's from the very next answer on. The first who says so is right; saying it again changes nothing. Events that name both say the same.",
  })
  async identifyShopper(
    @Arg('input', () => IdentifyShopperInput, { description: 'Who, and in which visit.' })
    { sessionId, shopperId }: IdentifyShopperInput,
  ): Promise<IdentifyShopperPayload> {
    const { done, userErrors } = await orShopperErrors(() =>
      this.service.identify(asSessionId(sessionId), asShopperId(shopperId)),
    );
    return { isTheirs: done, userErrors };
  }

  @Mutation(() => CorrectProfilePayload, {
    description:
      'Takes note of what a shopper does not want to see, from the very next answer on, until it is undone. An entry that is refused does not stop the others.',
  })
  async correctProfile(
    @Arg('input', () => CorrectProfileInput, { description: 'Who says what.' })
    input: CorrectProfileInput,
    @Ctx() { limits }: RequestContext,
  ): Promise<CorrectProfilePayload> {
    const notInterested = readableRows(input.notInterested ?? [], limits.batchSize, dislike);
    const undo = readableRows(input.undo ?? [], limits.batchSize, dislike);
    const unread = [
      ...shopperErrors('notInterested', notInterested.problems),
      ...shopperErrors('undo', undo.problems),
    ];
    const { done, userErrors } = await orShopperErrors(async () => {
      const who = whoAsks(input);
      const drafts = { notInterested: notInterested.drafts, undo: undo.drafts };
      const problems = await this.service.correct({ who, ...drafts });
      return { who, problems };
    });
    if (done === null) return { shopper: null, userErrors: [...unread, ...userErrors] };
    const refused = [
      ...shopperErrors('notInterested', notInterested.inBatch(done.problems.notInterested)),
      ...shopperErrors('undo', undo.inBatch(done.problems.undo)),
    ];
    return {
      shopper: wireShopper(done.who, await this.service.profile(done.who)),
      userErrors: [...unread, ...refused],
    };
  }
}

@Resolver(() => ShopperAct)
export class ShopperActResolver {
  @FieldResolver(() => Product, {
    nullable: true,
    description: 'The product; null when it has left the catalogue.',
  })
  async product(@Root() { sku }: ShopperAct, @Ctx() { loaders }: RequestContext) {
    const product = await loaders.products.load(asSku(sku));
    return product && wireProduct(product);
  }
}
