import type { ScoredSku } from '../../search/semantic/fuse';
import type { Sku } from '../../shared/ids';

/** Keeps the best of many offers: highest score first, ties by SKU. Most offers are turned down by one comparison. */
export class BestFew {
  private readonly kept: ScoredSku[] = [];

  constructor(private readonly limit: number) {}

  offer(sku: Sku, score: number): void {
    const last = this.kept.at(-1);
    const full = this.kept.length >= this.limit;
    if (full && (last === undefined || !before({ sku, score }, last))) return;
    if (full) this.kept.pop();
    this.kept.splice(this.placeOf({ sku, score }), 0, { sku, score });
  }

  sorted(): readonly ScoredSku[] {
    return this.kept;
  }

  private placeOf(offer: ScoredSku): number {
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const kept = this.kept[middle];
      if (kept !== undefined && before(kept, offer)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function before(a: ScoredSku, b: ScoredSku): boolean {
  return a.score > b.score || (a.score === b.score && a.sku < b.sku);
}
