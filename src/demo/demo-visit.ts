import type { EventKind } from '../feedback/shopper-event.types';
import type { SeededRandom } from '../shared/seeded-random';
import type { DemoProduct } from './demo-product';
import type { DemoShopper } from './demo-shopper';
import { searchShelf, type DemoSearch } from './demo-search';
import { nextShelf, pickShelf, TASTE, tasteWeight, type ShopFloor } from './taste';
import { pickWeighted } from './pick-weighted';

/** An act of a visit, before it has an id. */
export interface DemoAct {
  readonly kind: EventKind;
  readonly product: DemoProduct;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly search: DemoSearch | null;
  /** Place in the search's list, from 1. */
  readonly position: number | null;
  readonly quantity: number | null;
  readonly rating: number | null;
}

/** What a shopper does in one session, in order. */
export interface DemoVisit {
  readonly shopper: DemoShopper;
  readonly session: string;
  readonly search: DemoSearch | null;
  readonly acts: readonly DemoAct[];
}

/** How a visit goes on from step to step: a funnel from looking to buying. */
export const FUNNEL = {
  searchShare: 0.3,
  /** Another product is looked at. */
  goOn: 0.72,
  /** A product page is reached by a click in a list; otherwise from outside. */
  clickPerView: 0.6,
  cartPerView: 0.15,
  purchasePerCart: 0.45,
  likePerView: 0.02,
  ratingPerPurchase: 0.25,
} as const;

const STEP_MS = { atLeast: 8000, more: 110_000 };

export interface VisitPlan {
  readonly shopper: DemoShopper;
  readonly session: string;
  readonly startsAt: number;
  /** Rising products are not yet popular before this time. */
  readonly risingSince: number;
  readonly searchId: string;
}

/** Plays one visit. */
export function playVisit(plan: VisitPlan, floor: ShopFloor, random: SeededRandom): DemoVisit {
  const { shopper, session } = plan;
  let shelf = pickShelf(shopper, floor, random);
  const searches = random.next() < FUNNEL.searchShare;
  const search = searches ? searchShelf(shelf, { plan, floor, random }) : null;
  const acts: DemoAct[] = [];
  let at = plan.startsAt;
  do {
    at += STEP_MS.atLeast + random.below(STEP_MS.more);
    const found = search !== null && shelf === search.shelf;
    const offered = found ? search.shown : (floor.productsOn.get(shelf) ?? []);
    const product = pickProduct(unseen(offered, acts), { plan, floor, random });
    acts.push(...playLook(product, found ? search : null, at, random));
    shelf = nextShelf(shelf, floor, random);
  } while (random.next() < FUNNEL.goOn);
  return { shopper, session, search, acts };
}

/** Nobody opens the same page twice in a visit, unless there is nothing else to see. */
function unseen(
  products: readonly DemoProduct[],
  acts: readonly DemoAct[],
): readonly DemoProduct[] {
  const seen = new Set(acts.map((act) => act.product));
  const left = products.filter((product) => !seen.has(product));
  return left.length > 0 ? left : products;
}

interface Scene {
  readonly plan: VisitPlan;
  readonly floor: ShopFloor;
  readonly random: SeededRandom;
}

function pickProduct(
  products: readonly DemoProduct[],
  { plan, floor, random }: Scene,
): DemoProduct {
  const rises = plan.startsAt >= plan.risingSince;
  return pickWeighted(
    products,
    (product) =>
      tasteWeight(plan.shopper, product) *
      (rises && floor.rising.has(product) ? TASTE.risingFactor : 1),
    random,
  );
}

/** What is done with one product: always seen, sometimes more. */
function playLook(
  product: DemoProduct,
  search: DemoSearch | null,
  at: number,
  random: SeededRandom,
): readonly DemoAct[] {
  const place = search === null ? null : search.shown.indexOf(product) + 1;
  const act = (kind: EventKind, laterMs: number, more: Partial<DemoAct> = {}): DemoAct => ({
    kind,
    product,
    at: at + laterMs,
    search,
    position: place,
    quantity: null,
    rating: null,
    ...more,
  });
  const clicks = search !== null || random.next() < FUNNEL.clickPerView;
  const likes = random.next() < FUNNEL.likePerView;
  return [
    ...(clicks ? [act('CLICK', 0)] : []),
    act('VIEW', 300),
    ...(likes ? [act('LIKE', 3000)] : []),
    ...playPurchase(product, act, random),
  ];
}

type MakeAct = (kind: EventKind, laterMs: number, more?: Partial<DemoAct>) => DemoAct;

function playPurchase(
  { draft, appeal }: DemoProduct,
  act: MakeAct,
  random: SeededRandom,
): readonly DemoAct[] {
  const buyable = draft.availability === 'IN_STOCK' || draft.availability === 'PREORDER';
  if (!buyable || random.next() >= FUNNEL.cartPerView) return [];
  const quantity = random.next() < 0.85 ? 1 : 2 + random.below(2);
  const cart = act('ADD_TO_CART', 4000, { quantity });
  if (random.next() >= FUNNEL.purchasePerCart) return [cart];
  const purchase = act('PURCHASE', 6000, { quantity });
  if (random.next() >= FUNNEL.ratingPerPurchase) return [cart, purchase];
  // Popular products are rated about 4, unpopular ones about 3.
  const rating = Math.round(3.5 + 0.4 * Math.log(appeal) + random.normal(0, 0.8));
  return [cart, purchase, act('RATING', 7000, { rating: Math.min(Math.max(rating, 1), 5) })];
}
