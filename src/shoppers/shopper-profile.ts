import type { Product } from '../catalog/product.types';
import { priceBands } from './price-bands';
import type { Dislike, Interest, ShopperProfile } from './shopper.types';
import { reasons, totalWeight, weigh, type ProfileSource, type WeighedAct } from './weighed-acts';

/** Entries of each kind, the largest shares. */
const MOST_INTERESTS = 10;

const MOST_RECENT = 50;

/** What a shopper seems to look for. What they said no to, in events or in words, counts against it. */
export function shopperProfile(source: ProfileSource): ShopperProfile {
  const { acts, dislikes } = source;
  const weighed = weigh(source);
  const wanted = weighed.filter(({ weight }) => weight > 0);
  return {
    departments: interests(weighed, departmentsOf).filter(
      ({ value }) => !dislikes.some((dislike) => isDepartment(dislike, value)),
    ),
    brands: interests(weighed, ({ brand }) => (brand === null ? [] : [brand])).filter(
      ({ value }) => !dislikes.some((dislike) => isBrand(dislike, value)),
    ),
    priceBands: priceBands(wanted),
    recent: acts.slice(0, MOST_RECENT),
    dislikes,
  };
}

function departmentsOf({ categories }: Product): readonly string[] {
  return [...new Set(categories.flatMap((path) => path.slice(0, 1)))];
}

function isDepartment(dislike: Dislike, department: string): boolean {
  return dislike.kind === 'CATEGORY' && dislike.path.length === 1 && dislike.path[0] === department;
}

function isBrand(dislike: Dislike, brand: string): boolean {
  return dislike.kind === 'BRAND' && dislike.brand === brand;
}

/** The largest share first, ties by name. */
function interests(
  weighed: readonly WeighedAct[],
  valuesOf: (product: Product) => readonly string[],
): readonly Interest<string>[] {
  const total = totalWeight(weighed.filter(({ weight }) => weight > 0));
  const byValue = new Map<string, WeighedAct[]>();
  for (const one of weighed)
    for (const value of valuesOf(one.product)) {
      const known = byValue.get(value);
      if (known) known.push(one);
      else byValue.set(value, [one]);
    }
  return [...byValue]
    .map(([value, acts]) => ({ value, share: totalWeight(acts) / total, events: reasons(acts) }))
    .filter(({ share }) => share > 0)
    .sort((left, right) => right.share - left.share || (left.value < right.value ? -1 : 1))
    .slice(0, MOST_INTERESTS);
}
