/**
 * A repeatable source of randomness: the same seed gives the same numbers on every machine.
 *
 * The generator is mulberry32 (32-bit state, period 2^32): good for demo data, shuffles and bootstraps, never for secrets.
 */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number in [0, bound). `bound` is at least 1. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** One of the items, each as likely as the others. `items` holds at least one. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('pick needs at least one item');
    return item;
  }

  /** A number from the normal distribution with the given mean and standard deviation (Box–Muller). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }
}
