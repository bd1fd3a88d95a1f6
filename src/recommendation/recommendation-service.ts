import type { ShopperMemory } from '../shoppers/shopper-memory.port';
import type { AttributeKeys } from '../search/validation/attribute-keys';
import type { Clock } from '../shared/clock';
import { Deadline, type Stopwatch } from '../shared/deadline';
import { quoted, TroveError } from '../shared/errors';
import { inTime } from '../shared/in-time';
import { asRecommendationId, type NewId, type Sku } from '../shared/ids';
import type { Logger } from '../shared/logger';
import { ListMaker, type ListMakerParts, type MadePage } from './list-maker';
import { PLACEMENT_TABLE } from './placements';
import {
  cursorWriter,
  listDigest,
  readCursor,
  type RecommendationPlace,
} from './recommendation-cursor';
import type { RecommendationLog } from './recommendation-log.port';
import type { RecommendationList, RecommendationRequest } from './recommendation.types';
import type { ListTerms, Recommendations } from './recommendations.port';
import type { LiveRecommender } from './serving-recommender.port';
import { readSituation, type Prepared } from './read-situation';
import { checkRequest, type RecommendationLimits } from './validation/check-request';
import { readVisitor } from './visitor/read-visitor';
import type { Visitor } from './visitor/visitor.types';

export interface RecommendationServiceParts extends ListMakerParts {
  readonly live: LiveRecommender;
  readonly memory: Pick<ShopperMemory, 'recent' | 'dislikes'>;
  readonly log: Pick<RecommendationLog, 'note' | 'shown'>;
  readonly attributeKeys: Pick<AttributeKeys, 'check'>;
  readonly limits: RecommendationLimits;
  /** What the parts of one answer may take together, in milliseconds; those that are not done by then are left out. */
  readonly patienceMs: number;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly newId: NewId;
  readonly logger: Logger;
}

/** Answers what to show next. */
export class RecommendationService implements Recommendations {
  private readonly maker: ListMaker;

  constructor(private readonly parts: RecommendationServiceParts) {
    this.maker = new ListMaker(parts);
  }

  recommend(request: RecommendationRequest, deadline?: Deadline): Promise<RecommendationList> {
    return this.answer(request, deadline, null);
  }

  similarTo(
    products: readonly Sku[],
    terms: ListTerms,
    deadline?: Deadline,
  ): Promise<readonly (RecommendationList | TroveError)[]> {
    return this.answerAll(products, { ...terms, placement: 'SIMILAR' }, deadline);
  }

  boughtWith(
    products: readonly Sku[],
    terms: ListTerms,
    deadline?: Deadline,
  ): Promise<readonly (RecommendationList | TroveError)[]> {
    return this.answerAll(products, { ...terms, placement: 'BOUGHT_TOGETHER' }, deadline);
  }

  /** Lists that are made at the same time share their questions: to the memory here, to the others in those who ask them. */
  private answerAll(
    products: readonly Sku[],
    terms: ListTerms & Pick<RecommendationRequest, 'placement'>,
    deadline: Deadline | undefined,
  ): Promise<readonly (RecommendationList | TroveError)[]> {
    const looksAt = PLACEMENT_TABLE[terms.placement].acts;
    const visitor = readVisitor(this.parts, terms, looksAt, this.patience(deadline));
    return Promise.all(
      products.map((product) =>
        this.answer({ ...terms, product, basket: [], after: null }, deadline, visitor).catch(
          (error: unknown) => {
            if (error instanceof TroveError) return error;
            throw error;
          },
        ),
      ),
    );
  }

  private async answer(
    request: RecommendationRequest,
    deadline: Deadline | undefined,
    visitor: Promise<Visitor> | null,
  ): Promise<RecommendationList> {
    const keys = checkRequest(request, this.parts.limits);
    const digest = listDigest(request);
    const place = request.after === null ? null : readCursor(request.after, digest);
    const patience = this.patience(deadline);
    const looksAt = PLACEMENT_TABLE[request.placement].acts;
    const [known, shown] = await Promise.all([
      visitor ?? readVisitor(this.parts, request, looksAt, patience),
      place === null ? [] : this.shownBefore(place, patience),
      this.parts.attributeKeys.check(keys, deadline),
      this.requireProduct(request.product),
    ]);
    const prepared = { request, place, visitor: known, shown, deadline: patience };
    return inTime(this.make(prepared, digest), deadline);
  }

  private async make(prepared: Prepared, digest: string): Promise<RecommendationList> {
    const { request, place } = prepared;
    const recommendationId = place?.recommendationId ?? asRecommendationId(this.parts.newId());
    const shownBefore = place?.position ?? 0;
    return this.parts.live.withChampion(async (recommender) => {
      const situation = await readSituation(prepared, recommender, this.parts);
      const skip = prepared.shown === null ? shownBefore : 0;
      const made = await this.maker.make(situation, { firstPosition: shownBefore + 1, skip });
      const [seed = null] = situation.plan.seeds === 'LAST_VIEWED' ? situation.seeds : [];
      const cursorAt = cursorWriter({ recommendationId, seed }, digest);
      const list: RecommendationList = {
        recommendationId,
        placement: request.placement,
        items: made.items.map(({ candidate, product }, index) => {
          const position = shownBefore + index + 1;
          const { score, strategy, reason } = candidate;
          return { product, position, score, strategy, reason, cursor: cursorAt(position) };
        }),
        hasNextPage: made.hasNextPage,
        strategies: made.strategies,
        model: situation.findings.model,
        degraded: [...situation.findings.missing],
      };
      this.note(list, made, { request, seeds: situation.seeds, firstPosition: shownBefore + 1 });
      return list;
    });
  }

  private note(
    { recommendationId, placement, model }: RecommendationList,
    { items }: MadePage,
    {
      request,
      seeds,
      firstPosition,
    }: {
      readonly request: RecommendationRequest;
      readonly seeds: readonly Sku[];
      readonly firstPosition: number;
    },
  ): void {
    if (items.length === 0) return;
    const { shopper, session } = request;
    this.parts.log.note({
      recommendationId,
      placement,
      shopper,
      session,
      seeds,
      firstPosition,
      items: items.map(({ candidate: { sku, strategy, score } }) => ({ sku, strategy, score })),
      model,
      shownAt: this.parts.clock(),
    });
  }

  private patience(deadline: Deadline | undefined): Deadline {
    const { patienceMs, stopwatch } = this.parts;
    const left = deadline?.remainingMs() ?? Infinity;
    return Deadline.after(Math.min(patienceMs, left), stopwatch);
  }

  /** Null when nobody can tell. */
  private async shownBefore(
    { recommendationId, position }: RecommendationPlace,
    deadline: Deadline,
  ): Promise<readonly Sku[] | null> {
    try {
      return await inTime(this.parts.log.shown(recommendationId, position), deadline);
    } catch (error) {
      this.parts.logger.warn({ error }, 'What a list has shown could not be read; its next page goes on by number.'); // prettier-ignore
      return null;
    }
  }

  private async requireProduct(product: Sku | null): Promise<void> {
    if (product === null) return;
    const found = await this.parts.shelf.findBySkus([product]);
    if (found.has(product)) return;
    throw new TroveError(
      'UNKNOWN_PRODUCT',
      `The catalogue has no product ${quoted(product)}. It may have been removed; leave it out, or name another.`,
      { product: product.slice(0, 200) },
    );
  }
}
