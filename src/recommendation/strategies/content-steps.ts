import type { CatalogueBoard } from '../catalogue-board.port';
import type { Reason } from '../recommendation.types';
import type { Situation, Step, Wanted } from '../situation.types';
import { presentWeight } from '../visitor/acts';
import { becauseOf } from './learnt-steps';
import type { ProductSpace, WeighedSku } from './product-space';
import type { Sku } from '../../shared/ids';

/** Acts that the profile vector is the middle of. */
const PROFILE_ACTS = 30;

/** Near the products of the list, or what the visitor did lately, by what products are. */
export function contentSteps(
  space: ProductSpace,
  board: Pick<CatalogueBoard, 'product'>,
): Record<'CONTENT_OF_SEEDS' | 'CONTENT_OF_PROFILE', Step> {
  const near = async (
    items: readonly WeighedSku[],
    situation: Situation,
    { wanted, reasonOf }: { wanted: Wanted; reasonOf: (sku: Sku) => Reason },
  ) => {
    const vector = items.length === 0 ? null : await space.middleOf(items, situation);
    if (vector === null) return [];
    const leftOut = situation.never.size + situation.rather.size + wanted.known.size;
    const { filter } = situation.request;
    const found = await space.nearest({ vector, filter, limit: wanted.limit + leftOut }, situation);
    return found.map(({ sku, score }) => ({
      sku,
      score,
      strategy: 'CONTENT' as const,
      reason: reasonOf(sku),
    }));
  };
  return {
    CONTENT_OF_SEEDS: (situation, wanted) => {
      const items = situation.seeds.map((sku) => ({ sku, weight: 1 }));
      return near(items, situation, { wanted, reasonOf: () => seedReason(situation) });
    },
    CONTENT_OF_PROFILE: (situation, wanted) => {
      const items = profileOf(situation);
      const taste = tasteOf(items, board);
      return near(items, situation, { wanted, reasonOf: (sku) => tasteReason(board, taste, sku) });
    },
  };
}

/** What speaks for products among the latest acts, by how much it tells now. */
export function profileOf({ visitor }: Pick<Situation, 'visitor'>): readonly WeighedSku[] {
  return visitor.looksAt
    .slice(0, PROFILE_ACTS)
    .map((act, place) => ({ sku: act.sku, weight: presentWeight(act, place) }))
    .filter(({ weight }) => weight > 0);
}

function seedReason({ plan, seeds, visitor }: Situation): Reason {
  const [seed] = seeds;
  if (seed === undefined) return { kind: 'SHOPPERS_LIKE_YOU' };
  if (plan.seeds === 'LAST_VIEWED') return becauseOf(seed, visitor.acts);
  return { kind: 'SIMILAR_TO', sku: seed };
}

interface Taste {
  readonly brands: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
}

function tasteOf(items: readonly WeighedSku[], board: Pick<CatalogueBoard, 'product'>): Taste {
  const products = items.map(({ sku }) => board.product(sku)).filter((one) => one !== null);
  return {
    brands: new Set(products.flatMap(({ brand }) => brand ?? [])),
    departments: new Set(products.flatMap(({ departments }) => departments)),
  };
}

/** Names only what the product has in common with what the shopper did. */
function tasteReason(
  board: Pick<CatalogueBoard, 'product'>,
  { brands, departments }: Taste,
  sku: Sku,
): Reason {
  const product = board.product(sku);
  const brand = product?.brand ?? null;
  return {
    kind: 'LIKE_YOUR_TASTE',
    brand: brand !== null && brands.has(brand) ? brand : null,
    department: product?.departments.find((one) => departments.has(one)) ?? null,
  };
}
