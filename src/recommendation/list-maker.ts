import type { Product } from '../catalog/product.types';
import type { Logger } from '../shared/logger';
import type { Sku } from '../shared/ids';
import type { CatalogueBoard } from './catalogue-board.port';
import { Cascade } from './cascade';
import type { ProductShelf } from './product-shelf.port';
import type { StrategyShare } from './recommendation.types';
import type { BusinessRules } from './rules/business-rules';
import { dislikeTest } from './rules/dislike-test';
import { Admission } from './selection/admission';
import { composePage, type ComposedPage } from './selection/compose-page';
import { KnownDepartments } from './selection/known-departments';
import { orderSegment, POOL_PER_CHOSEN } from './selection/order-segment';
import type { Passing } from './selection/passing';
import type { Candidate, Situation, Steps } from './situation.types';
import { newcomers } from './strategies/newcomers';
import type { ProductSpace } from './strategies/product-space';

export interface ListMakerParts {
  readonly board: CatalogueBoard;
  readonly rules: BusinessRules;
  readonly passing: Passing;
  readonly shelf: ProductShelf;
  readonly space: ProductSpace;
  readonly steps: Steps;
  readonly logger: Logger;
}

/** Where a page stands in its list. */
export interface PageBounds {
  readonly firstPosition: number;
  /** Products of earlier pages of which nobody knows which they were: the first of the list, as far as one can tell. */
  readonly skip: number;
}

export interface MadePage {
  readonly items: readonly { readonly candidate: Candidate; readonly product: Product }[];
  readonly hasNextPage: boolean;
  readonly strategies: readonly StrategyShare[];
}

/** Candidates asked of a step at once where many of them will not do. Elsewhere it is what variety is chosen from. */
const CANDIDATES_OF_WHICH_FEW_PASS = 300;

/** For the shortest list: some of the candidates are gone, sold out or disliked. */
const LEAST_CANDIDATES = 30;

/** Of longer pages fewer are compared for each product. */
const FEW = 20;

/** Products that do not come from the cascade. */
interface Extras {
  readonly newcomers: readonly Candidate[];
  readonly pins: ReadonlyMap<number, Candidate>;
}

interface Composition {
  readonly extras: Extras;
  readonly bounds: PageBounds;
  readonly departments: KnownDepartments;
}

/** Makes one page: candidates, what of them may be shown, their order, and a last look at each product as it is now. */
export class ListMaker {
  constructor(private readonly parts: ListMakerParts) {}

  async make(situation: Situation, bounds: PageBounds): Promise<MadePage> {
    const made = await this.attempt(situation, bounds);
    // A list that began with what was seen goes on with it.
    if (made.items.length > 0 || situation.rather.size === 0) return made;
    return this.attempt({ ...situation, rather: new Set() }, bounds);
  }

  private async attempt(situation: Situation, bounds: PageBounds): Promise<MadePage> {
    const admission = new Admission(this.parts, situation, dislikeTest(situation.visitor.dislikes));
    const cascade = new Cascade(this.parts.steps, situation, admission);
    let extras = await this.extrasOf(situation, admission, bounds);
    const limit = limitFor(situation, bounds);
    const departments = new KnownDepartments(this.parts.board);
    for (;;) {
      // What cannot fill a page is not put in order yet.
      if (cascade.size <= bounds.skip + situation.request.first && (await cascade.askOn(limit)))
        continue;
      const composed = await this.compose(situation, cascade, { extras, bounds, departments });
      const isEnough = composed.page.length === situation.request.first && composed.rest.length > 0;
      if (!isEnough && (await cascade.askOn(limit))) continue;
      const looked = [...composed.page, ...composed.rest.slice(0, 1)];
      const products = await this.parts.shelf.findBySkus(looked.map(({ sku }) => sku));
      const refused = looked.filter(({ sku }) => !admission.mayShow(products.get(sku)));
      const isAsKnown = situation.cap === null || !departments.learn(products.values());
      if (refused.length === 0 && isAsKnown) return madeOf(composed, products, cascade);
      const gone = new Set(refused.map(({ sku }) => sku));
      cascade.drop(gone);
      extras = without(extras, gone);
    }
  }

  private async extrasOf(
    situation: Situation,
    admission: Admission,
    { firstPosition }: PageBounds,
  ): Promise<Extras> {
    const { board, rules, space } = this.parts;
    const nothing: ReadonlySet<Sku> = new Set();
    const fresh = await newcomers(situation, board, space);
    const pins = firstPosition === 1 ? rules.pinsOf(situation.request.placement) : new Map<number, Sku>(); // prettier-ignore
    const pinned = await admission.admitted([...pins.values()].map(pinnedCandidate), nothing);
    const bySku = new Map(pinned.map((candidate) => [candidate.sku, candidate]));
    const placed = [...pins].flatMap(([position, sku]) => {
      const candidate = bySku.get(sku);
      return candidate ? [[position, candidate] as const] : [];
    });
    return {
      newcomers: fresh.length === 0 ? [] : await admission.admitted(fresh, nothing),
      pins: new Map(placed),
    };
  }

  private async compose(
    situation: Situation,
    cascade: Cascade,
    { extras, bounds, departments }: Composition,
  ): Promise<ComposedPage> {
    const { request } = situation;
    const { skip } = bounds;
    const size = skip + request.first;
    const line = await this.ordered(situation, cascade.line, size);
    const composed = composePage({
      line,
      ...extras,
      cap: situation.cap,
      departmentsOf: (sku) => departments.of(sku),
      firstPosition: bounds.firstPosition - skip,
      size,
    });
    return { page: composed.page.slice(skip), rest: composed.rest };
  }

  private async ordered(
    situation: Situation,
    segments: readonly (readonly Candidate[])[],
    size: number,
  ): Promise<readonly Candidate[]> {
    const { board, rules, space } = this.parts;
    const { diversity } = situation;
    const hasRules = rules.settings.weights.length > 0 && !situation.plan.isRecord;
    if (diversity === 0 && !hasRules) return segments.flat();
    const compared = diversity === 0 ? [] : segments.map((segment) => segment.slice(0, POOL_PER_CHOSEN * size)).flat(); // prettier-ignore
    const vectors = await space.vectorsOf(
      compared.map(({ sku }) => sku),
      situation,
    );
    const order = {
      diversity,
      looksOf: (sku: Sku) => ({ vector: vectors.get(sku) ?? null, product: board.product(sku) }),
      factorOf: (sku: Sku) => rules.factorOf(board.product(sku)),
      most: size,
    };
    return segments.flatMap((segment) => orderSegment(segment, order));
  }
}

function limitFor({ request, cap }: Situation, { skip }: PageBounds): number {
  const isNarrow = request.filter !== null || cap !== null;
  const pool = POOL_PER_CHOSEN * Math.min(request.first, FEW);
  const usual = isNarrow ? CANDIDATES_OF_WHICH_FEW_PASS : pool;
  return Math.max(usual, LEAST_CANDIDATES, skip + 2 * request.first + 1);
}

function pinnedCandidate(sku: Sku): Candidate {
  return { sku, score: 1, strategy: 'RULE', reason: { kind: 'PICKED_BY_THE_SHOP' } };
}

function without({ newcomers: fresh, pins }: Extras, gone: ReadonlySet<Sku>): Extras {
  return {
    newcomers: fresh.filter(({ sku }) => !gone.has(sku)),
    pins: new Map([...pins].filter(([, { sku }]) => !gone.has(sku))),
  };
}

function madeOf(
  { page, rest }: ComposedPage,
  products: ReadonlyMap<Sku, Product>,
  cascade: Cascade,
): MadePage {
  return {
    items: page.flatMap((candidate) => {
      const product = products.get(candidate.sku);
      return product ? [{ candidate, product }] : [];
    }),
    hasNextPage: rest.length > 0,
    strategies: cascade.sharesOf(page),
  };
}
