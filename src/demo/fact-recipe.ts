/** How an attribute of a kind is drawn. Keys carry the unit. */
export type FactRecipe =
  | { readonly kind: 'text'; readonly key: string; readonly values: readonly string[] }
  | {
      readonly kind: 'number';
      readonly key: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      /** How much dearer the largest is than the smallest, as a share of the typical price. */
      readonly lift: number;
    }
  | {
      readonly kind: 'boolean';
      readonly key: string;
      readonly share: number;
      readonly lift: number;
    }
  | {
      readonly kind: 'list';
      readonly key: string;
      readonly values: readonly string[];
      readonly atLeast: number;
    };

/** One of the values. */
export function choice(key: string, ...values: readonly string[]): FactRecipe {
  return { kind: 'text', key, values };
}

/** A number from `min` to `max` in steps; more of it costs more by `lift`. */
export function measure(
  key: string,
  [min, max]: readonly [number, number],
  step: number,
  lift = 0,
): FactRecipe {
  return { kind: 'number', key, min, max, step, lift };
}

/** True for about this share of the products; having it costs more by `lift`. */
export function flag(key: string, share: number, lift = 0): FactRecipe {
  return { kind: 'boolean', key, share, lift };
}

/** Some of the values, at least `atLeast`. */
export function several(key: string, atLeast: number, ...values: readonly string[]): FactRecipe {
  return { kind: 'list', key, values, atLeast };
}
