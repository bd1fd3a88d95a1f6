import { MOST_PLACES, type PlacesOfPair } from './examination';
import { answeredSkus } from './gain-of-reactions';
import type { ShownList } from './logged-lists.port';
import type { Sku } from '../shared/ids';

/** Some 100 MB; whoever has more reactions does not need all of them to know how people look at a page. */
const MOST_PAIRS = 300_000;

type Shown = Pick<ShownList, 'normalizedText' | 'skus' | 'reactions'>;

/**
 * Counts where pairs of query and product were shown and answered. A pair that nobody ever answered tells nothing about places, so that
 * first the answered ones are collected and then, in a second walk, where they were shown.
 */
export class PairPlaces {
  private readonly pairs = new Map<string, Map<number, { shown: number; answered: number }>>();

  /** First walk. */
  collect(list: Shown): void {
    for (const sku of answeredSkus(list)) {
      if (this.pairs.size >= MOST_PAIRS) return;
      const key = keyOf(list, sku);
      if (!this.pairs.has(key)) this.pairs.set(key, new Map());
    }
  }

  /** Second walk. */
  count(list: Shown): void {
    const answered = answeredSkus(list);
    list.skus.slice(0, MOST_PLACES).forEach((sku, place) => {
      const places = this.pairs.get(keyOf(list, sku));
      if (places === undefined) return;
      const before = places.get(place) ?? { shown: 0, answered: 0 };
      before.shown += 1;
      if (answered.has(sku)) before.answered += 1;
      places.set(place, before);
    });
  }

  all(): Iterable<PlacesOfPair> {
    return this.pairs.values();
  }
}

function keyOf({ normalizedText }: Shown, sku: Sku): string {
  return `${normalizedText}\n${sku}`;
}
