import type { EventKind } from '../../src/feedback/shopper-event.types';
import { asEpochMs } from '../../src/shared/clock';
import { asSearchId, asSku } from '../../src/shared/ids';
import type { ShownList } from '../../src/training/logged-lists.port';
import { NOON } from './an-event';

export interface ListFacts {
  readonly searchId?: string;
  readonly text?: string;
  readonly skus?: readonly string[];
  readonly visitor?: string | null;
  /** Milliseconds after noon. */
  readonly afterMs?: number;
  readonly clicked?: readonly string[];
  readonly kind?: EventKind;
  readonly featureSet?: string | null;
}

/** A page of a search for `lamp`; say what matters to the test. */
export function aShownList(facts: ListFacts = {}): ShownList {
  const shownAt = asEpochMs(NOON + (facts.afterMs ?? 0));
  return {
    searchId: asSearchId(facts.searchId ?? 'search-1'),
    normalizedText: facts.text ?? 'lamp',
    firstPosition: 1,
    skus: (facts.skus ?? ['a', 'b', 'c']).map(asSku),
    visitor: facts.visitor === undefined ? 'anna' : facts.visitor,
    shownAt,
    featureSet: facts.featureSet === undefined ? 'set-1' : facts.featureSet,
    reactions: (facts.clicked ?? []).map((sku) => ({
      sku: asSku(sku),
      kind: facts.kind ?? 'CLICK',
      rating: null,
      at: asEpochMs(shownAt + 1000),
    })),
  };
}

/** Names of products: `p0`, `p1`, … */
export function productNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}
