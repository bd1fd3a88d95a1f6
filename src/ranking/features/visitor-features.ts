import type { MeasuredFeature } from './evidence.types';
import { alike, saying, sharing } from './in-words';

const STRANGER = 'Nothing is known of the shopper, or of this in the product.';

/** How a product fits whoever searches. */
export const SHOPPER_FEATURES: readonly MeasuredFeature[] = [
  {
    name: 'shopper_brand',
    group: 'SHOPPER',
    meaning: 'Share of what the shopper lately did that was done with this brand, 0 to 1.',
    of: ({ shopper }) => shopper.brand,
    inWords: sharing('Of what the shopper lately did, {} was with this brand.', STRANGER),
  },
  {
    name: 'shopper_department',
    group: 'SHOPPER',
    meaning: 'Share of what the shopper lately did that was done in its departments, 0 to 1.',
    of: ({ shopper }) => shopper.department,
    inWords: sharing('Of what the shopper lately did, {} was in this department.', STRANGER),
  },
  {
    name: 'shopper_price',
    group: 'SHOPPER',
    meaning:
      'Distance of its price from those of what the shopper lately looked at, as a difference of ln, at least 0.',
    of: ({ shopper }) => shopper.priceDistance,
    inWords: saying(
      (value) =>
        `Its price and those that the shopper lately looked at differ by a factor of ${Math.exp(value).toFixed(1)}.`,
      STRANGER,
    ),
  },
  {
    name: 'shopper_likeness',
    group: 'SHOPPER',
    meaning: 'Cosine to the mean of what the shopper lately looked at, by the encoder that serves.',
    of: ({ semantic }) => semantic.toShopper,
    inWords: alike('Is like what the shopper lately looked at'),
  },
  {
    name: 'shopper_seen',
    group: 'SHOPPER',
    meaning: 'ln(1 + weight) of what the shopper lately did with this very product; 0 for nothing.',
    of: ({ shopper }) => shopper.seen,
    inWords: saying(
      (value) =>
        value > 0
          ? 'The shopper has lately looked at this very product.'
          : 'The shopper has not looked at this product lately.',
      STRANGER,
    ),
  },
];

/** What is the same for all candidates, so that other features may count more or less. */
export const QUERY_FEATURES: readonly MeasuredFeature[] = [
  {
    name: 'query_terms',
    group: 'QUERY',
    meaning: 'Terms of the query.',
    of: ({ query }) => query.terms,
    inWords: saying((value) => `The query has ${value} words that count.`, 'Not known.'),
  },
  {
    name: 'query_commonest_term',
    group: 'QUERY',
    meaning: 'How much its most common term tells: ln(1 + products / (1 + products that hold it)).',
    of: ({ query }) => query.commonestTerm,
    inWords: saying(
      (value) => `Its most common word tells ${value.toFixed(1)} (0 nothing, 10 very much).`,
      'Not known.',
    ),
  },
  {
    name: 'query_matches',
    group: 'QUERY',
    meaning: 'ln(1 + products that match).',
    of: ({ query }) => query.matches,
    inWords: saying(
      (value) => `In all, ${Math.round(Math.expm1(value))} products match.`,
      'Not known.',
    ),
  },
];
