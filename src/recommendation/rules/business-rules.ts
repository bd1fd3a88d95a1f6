import type { Sku } from '../../shared/ids';
import type { Placement } from '../recommendation.types';
import type { RecommendationSettings } from '../settings/recommendation-settings.types';
import { conditionTest, type RuledProduct } from './condition-test';

type Test = (product: RuledProduct) => boolean;

/** What the shop decided beforehand. */
export class BusinessRules {
  /** The tags that some rule names. */
  readonly namedTags: ReadonlySet<string>;

  private readonly hidden: readonly Test[];
  private readonly weights: readonly { readonly applies: Test; readonly factor: number }[];

  constructor(readonly settings: RecommendationSettings) {
    this.hidden = settings.hide.map(conditionTest);
    this.weights = settings.weights.map(({ when, factor }) => ({
      applies: conditionTest(when),
      factor,
    }));
    const conditions = [...settings.hide, ...settings.weights.map(({ when }) => when)];
    this.namedTags = new Set(conditions.flatMap(({ tags }) => tags ?? []));
  }

  hides(product: RuledProduct): boolean {
    return this.hidden.some((test) => test(product));
  }

  /** The product of the factors of all rules that apply; 1 when none does. */
  factorOf(product: RuledProduct | null): number {
    if (product === null || this.weights.length === 0) return 1;
    return this.weights.reduce(
      (factor, rule) => (rule.applies(product) ? factor * rule.factor : factor),
      1,
    );
  }

  /** What is pinned to places of the first page, by position. */
  pinsOf(placement: Placement): ReadonlyMap<number, Sku> {
    const pins = this.settings.pins.filter((pin) => pin.placement === placement);
    return new Map(pins.map(({ position, sku }) => [position, sku]));
  }
}
