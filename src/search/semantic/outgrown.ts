/** What there is to tell whether an encoder still fits its catalogue. */
export interface EncoderFit {
  /** Products that it was learnt from. */
  readonly learntFrom: number;
  /** Products that there are. */
  readonly products: number;
  /** Share of the words of some products that say nothing to it, 0 to 1: when it was learnt, and now. */
  readonly unknownThen: number;
  readonly unknownNow: number;
}

/** Fewer products teach next to nothing. */
export const LEAST_PRODUCTS = 50;

/** Products looked at to see whether the catalogue speaks of other things by now: the first of them. */
export const SAMPLE = 200;

/** Half as many again, or half of them gone. */
const GROWN = 1.5;
const SHRUNK = 0.5;

/** Three words in ten that it used to know: the shop sells other things, or speaks another language. */
const MORE_UNKNOWN = 0.3;

/** Whether the catalogue is another one by now: then a new encoder is learnt. A catalogue that teaches next to nothing outgrows none. */
export function hasOutgrown(fit: EncoderFit): boolean {
  if (fit.products < LEAST_PRODUCTS) return false;
  const growth = fit.products / fit.learntFrom;
  return growth >= GROWN || growth <= SHRUNK || fit.unknownNow > fit.unknownThen + MORE_UNKNOWN;
}
