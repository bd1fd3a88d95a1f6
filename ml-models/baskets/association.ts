/** What was counted of a pair of items. */
export interface PairSeen {
  /** Baskets that held anything. */
  readonly baskets: number;
  /** Baskets that held the one, and the other. */
  readonly left: number;
  readonly right: number;
  /** Baskets that held both, at least 1. */
  readonly together: number;
}

/**
 * How much more often two things are together than chance would have it, as far as the counts can be trusted:
 *
 *   ln lift − z / √together,   lift = together · baskets / (left · right),
 *
 * the lower end of the interval for the logarithm of the lift, whose standard deviation is about 1 / √together for a count that is small beside the others. What is in
 * every basket has a lift of 1 with everything, whatever it sells; a pair that was met once has a wide interval.
 *
 * @param z standard deviations of caution, at least 0.
 * @returns at least 0; 0 for what is together by chance, or may well be.
 * @see Brin, Motwani and Silverstein 1997, "Beyond Market Baskets: Generalizing Association Rules to Correlations", for the lift.
 */
export function associationOf({ baskets, left, right, together }: PairSeen, z: number): number {
  const logLift = Math.log((together * baskets) / (left * right));
  return Math.max(0, logLift - z / Math.sqrt(together));
}
