import type { SeededRandom } from '../shared/seeded-random';
import { attractionOf, clickChance, type ClickModel } from './click-model';

/** One thing that a visitor does with a hit. */
export interface Act {
  readonly kind: 'CLICK' | 'ADD_TO_CART' | 'PURCHASE';
  /** From 1. */
  readonly position: number;
}

/** What a shopper does with a page, in the order of the hits. @param grades of the hits in the order shown; 0 where nobody judged. */
export function shopperActs(
  grades: readonly number[],
  model: ClickModel,
  random: SeededRandom,
): readonly Act[] {
  return grades.flatMap((grade, index) => {
    const position = index + 1;
    return random.next() < clickChance(position, grade, model)
      ? actsOn({ grade, position }, model, random)
      : [];
  });
}

function actsOn(
  { grade, position }: { readonly grade: number; readonly position: number },
  model: ClickModel,
  random: SeededRandom,
): readonly Act[] {
  const click: Act = { kind: 'CLICK', position };
  if (random.next() >= model.cart * attractionOf(grade, model)) return [click];
  const cart: Act = { kind: 'ADD_TO_CART', position };
  if (random.next() >= model.purchase) return [click, cart];
  return [click, cart, { kind: 'PURCHASE', position }];
}

/** Robots click on every other hit, wherever it stands and whatever it is. */
const ROBOT_CLICKS = 0.5;

/** What a robot does with a page of so many hits. */
export function robotActs(hits: number, random: SeededRandom): readonly Act[] {
  return Array.from({ length: hits }, (_, index): Act => ({
    kind: 'CLICK',
    position: index + 1,
  })).filter(() => random.next() < ROBOT_CLICKS);
}
