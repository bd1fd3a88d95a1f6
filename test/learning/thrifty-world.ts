import type { JudgedQuery } from '../../src/evaluation/judgments';
import { SeededRandom } from '../../src/shared/seeded-random';

/** A product as `importProducts` takes it. */
export interface ThriftyProduct {
  readonly sku: string;
  readonly title: string;
  readonly price: { readonly amount: number; readonly currency: string };
}

/** A shop whose shoppers all want the same, and what they want for each query. */
export interface ThriftyWorld {
  readonly products: readonly ThriftyProduct[];
  readonly queries: readonly JudgedQuery[];
}

const KINDS = (
  'lamp desk chair sofa shelf carpet mirror curtain pillow blanket vase clock candle basket stool drawer ' +
  'wardrobe bench cushion lantern kettle toaster blender skillet saucepan teapot whisk ladle grater corkscrew'
).split(' ');

/** Grades of the cheapest of a kind, from the cheapest on. */
const GRADES = [3, 3, 2, 1];

export const PRODUCTS_OF_A_KIND = 15;

/**
 * Every product of a kind has the same words, so that keyword search puts them in the order of their SKUs, which say nothing; shoppers
 * want what is cheap. Nothing else is true here: whoever learns it from some kinds knows it of all.
 */
export function thriftyWorld(seed: number): ThriftyWorld {
  const random = new SeededRandom(seed);
  const kinds = KINDS.map((kind) => ({ kind, products: productsOf(kind, random) }));
  return {
    products: kinds.flatMap(({ products }) => products),
    queries: kinds.map(({ kind, products }) => ({ text: kind, grades: gradesOf(products) })),
  };
}

function productsOf(kind: string, random: SeededRandom): readonly ThriftyProduct[] {
  // Dear and cheap kinds alike: it is the price among its like that counts.
  const usual = 10 * 10 ** (2 * random.next());
  return Array.from({ length: PRODUCTS_OF_A_KIND }, (_, index) => ({
    sku: `${kind}-${index + 1}`,
    title: `Plain ${kind}`,
    price: { amount: Number((usual * (0.5 + random.next())).toFixed(2)), currency: 'EUR' },
  }));
}

function gradesOf(products: readonly ThriftyProduct[]): ReadonlyMap<string, number> {
  const cheapestFirst = products.toSorted((a, b) => a.price.amount - b.price.amount);
  return new Map(cheapestFirst.map(({ sku }, place) => [sku, GRADES[place] ?? 0]));
}
