import type { PlacementPlan, PlacementTable, StepName } from './placement.types';

/** What can always be shown, the better first. */
const ANYTHING: readonly StepName[] = [
  'TRENDING_HERE',
  'POPULAR_HERE',
  'NEW_HERE',
  'TRENDING',
  'POPULAR',
  'NEW',
  'CATALOGUE',
];

/** The same where fashion says nothing: around a product. */
const ANYTHING_LIKE_IT: readonly StepName[] = [
  'POPULAR_HERE',
  'NEW_HERE',
  'POPULAR',
  'NEW',
  'CATALOGUE',
];

const ABOUT_THE_SHOPPER = {
  seeds: 'NONE',
  leavesOut: ['SEEN', 'BOUGHT'],
  acts: 'ALL',
  hasNewcomers: true,
  isRecord: false,
} as const satisfies Partial<PlacementPlan>;

const ABOUT_A_PRODUCT = {
  leavesOut: [],
  acts: 'ALL',
  hasNewcomers: false,
  isRecord: false,
} as const satisfies Partial<PlacementPlan>;

const RECORD = {
  seeds: 'NONE',
  leavesOut: [],
  acts: 'ALL',
  hasNewcomers: false,
  isRecord: true,
} as const satisfies Partial<PlacementPlan>;

/** What each placement asks, in which order, and what it leaves out. */
export const PLACEMENT_TABLE: PlacementTable = {
  FOR_YOU: {
    ...ABOUT_THE_SHOPPER,
    steps: ['LEARNT_NEXT', 'CONTENT_OF_PROFILE', 'QUERY', ...ANYTHING],
  },
  NEXT_ITEM: {
    ...ABOUT_THE_SHOPPER,
    acts: 'SESSION_FIRST',
    steps: ['LEARNT_NEXT', 'CONTENT_OF_PROFILE', 'QUERY', ...ANYTHING],
  },
  SIMILAR: {
    ...ABOUT_A_PRODUCT,
    seeds: 'PRODUCT',
    hasNewcomers: true,
    steps: ['LEARNT_SIMILAR', 'CONTENT_OF_SEEDS', ...ANYTHING_LIKE_IT],
  },
  BECAUSE_YOU_VIEWED: {
    ...ABOUT_A_PRODUCT,
    seeds: 'LAST_VIEWED',
    leavesOut: ['SEEN', 'BOUGHT'],
    hasNewcomers: true,
    steps: ['LEARNT_SIMILAR', 'CONTENT_OF_SEEDS', 'QUERY', ...ANYTHING],
  },
  BOUGHT_TOGETHER: {
    ...ABOUT_A_PRODUCT,
    seeds: 'PRODUCT_OR_BASKET',
    steps: ['LEARNT_TOGETHER', 'LEARNT_SIMILAR', 'CONTENT_OF_SEEDS', ...ANYTHING_LIKE_IT],
  },
  TRENDING: {
    ...ABOUT_THE_SHOPPER,
    leavesOut: [],
    hasNewcomers: false,
    steps: ANYTHING,
  },
  RECENTLY_VIEWED: { ...RECORD, steps: ['VIEWED'] },
  BUY_AGAIN: { ...RECORD, steps: ['BOUGHT_BEFORE'] },
};
