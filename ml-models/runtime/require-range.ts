import { TroveError } from '../../src/shared/errors';

/** The smallest and the largest that an option may be. */
export type OptionRanges<Options> = {
  readonly [Key in keyof Options as Options[Key] extends number ? Key : never]: readonly [
    number,
    number,
  ];
};

/** @throws TroveError INVALID_INPUT for the first number that is out of its range, or none. */
export function requireRanges<Options extends object>(
  options: Options,
  ranges: OptionRanges<Options>,
): void {
  const values = new Map<string, unknown>(Object.entries(options));
  for (const [name, range] of Object.entries<readonly [number, number]>(ranges)) {
    const [least, most] = range;
    const value = values.get(name);
    if (typeof value === 'number' && value >= least && value <= most) continue;
    throw new TroveError(
      'INVALID_INPUT',
      `The option ${name} is ${String(value)}; it must be from ${least} to ${most}.`,
    );
  }
}
