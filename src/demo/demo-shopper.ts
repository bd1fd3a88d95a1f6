import { hashText } from '../shared/hash-text';
import { SeededRandom } from '../shared/seeded-random';
import { ALL_DEPARTMENTS } from './departments/all-departments';

/** What a shopper spends within a kind: the cheap third, the middle or the dear third, by `priceLevel`. */
export type PriceBand = 'LOW' | 'MIDDLE' | 'HIGH';

/** A made-up shopper. The tastes are the truth that the events show, and that a recommender has to find. */
export interface DemoShopper {
  readonly id: string;
  /** Codes of one to three departments, the dearest to them first. */
  readonly departments: readonly string[];
  /** Two of each favourite department. */
  readonly brands: readonly string[];
  readonly priceBand: PriceBand;
  /** How often they come, relative to others; at least 0. */
  readonly activity: number;
}

/** How many people shop there. */
export const DEMO_SHOPPERS = 500;

const BRANDS_PER_DEPARTMENT = 2;

/** Ends of the middle price band, as `priceLevel`. */
const MIDDLE_BAND = { from: 0.85, to: 1.2 };

export function priceBandOf(priceLevel: number): PriceBand {
  if (priceLevel < MIDDLE_BAND.from) return 'LOW';
  return priceLevel < MIDDLE_BAND.to ? 'MIDDLE' : 'HIGH';
}

/** Invents the shoppers; the same seed makes the same ones. */
export function inventShoppers(seed: number): readonly DemoShopper[] {
  const random = new SeededRandom(hashText(`${seed}/shoppers`));
  return Array.from({ length: DEMO_SHOPPERS }, (_, index) => inventShopper(index + 1, random));
}

function inventShopper(number: number, random: SeededRandom): DemoShopper {
  const left = [...ALL_DEPARTMENTS];
  const favourites = Array.from({ length: 1 + random.below(3) }, () => {
    const [department] = left.splice(random.below(left.length), 1);
    return department ?? random.pick(ALL_DEPARTMENTS);
  });
  return {
    id: `shopper-${String(number).padStart(4, '0')}`,
    departments: favourites.map((department) => department.code),
    brands: favourites.flatMap(({ brands }) => pickBrands(brands, random)),
    priceBand: random.pick(['LOW', 'MIDDLE', 'HIGH']),
    activity: Math.exp(random.normal(0, 0.8)),
  };
}

function pickBrands(brands: readonly string[], random: SeededRandom): readonly string[] {
  const left = [...brands];
  return Array.from({ length: BRANDS_PER_DEPARTMENT }, () =>
    left.splice(random.below(left.length), 1),
  ).flat();
}
