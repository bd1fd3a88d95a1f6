import { hashText } from '../../shared/hash-text';
import type { MeasuredFeature } from './evidence.types';
import type { Feature } from './feature.types';
import { LEXICAL_FEATURES } from './lexical-features';
import { PRODUCT_FEATURES } from './product-features';
import { SEMANTIC_FEATURES } from './semantic-features';
import { QUERY_FEATURES, SHOPPER_FEATURES } from './visitor-features';

/** Every feature, in the order of the columns, with the way to read it off the evidence. */
export const MEASURED_FEATURES: readonly MeasuredFeature[] = [
  ...LEXICAL_FEATURES,
  ...SEMANTIC_FEATURES,
  ...PRODUCT_FEATURES,
  ...SHOPPER_FEATURES,
  ...QUERY_FEATURES,
];

/** All that a ranker may know of a candidate, in the order of the columns: the one definition for serving, log and training. */
export const FEATURES: readonly Feature[] = MEASURED_FEATURES;

export const FEATURE_NAMES: readonly string[] = FEATURES.map(({ name }) => name);

/** To be raised whenever any feature is worked out in another way under the same name. */
const REVISION = 1;

/** Names the list and what it means: rows of one set cannot be read as rows of another. */
export const FEATURE_SET = `features-${REVISION}-${hashText(FEATURE_NAMES.join(' ')).toString(16).padStart(8, '0')}`;

/**
 * What an untrained ranker goes by: the place by keyword search and nothing else, so that it gives exactly that order. The place and
 * not the score, because identifiers and tiers come before scores, and because no place lies beyond the deviations that a ranker
 * tells apart.
 */
export const KEYWORD_PRIOR: Readonly<Record<string, number>> = { keyword_place: 1 };
