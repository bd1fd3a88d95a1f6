import { InvalidArgumentError } from 'commander';

/** A seed, as it is typed. */
export function seed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 0 to 999999999.');
}
