import type { ScoredSku } from '../../search/semantic/fuse';
import { dotAt } from '../../search/semantic/vector-math';
import type { Sku } from '../../shared/ids';
import { BestFew } from './best-few';

const FIRST_CAPACITY = 1024;

/** Vectors of one length, side by side in one array: a scan reads memory from end to end. */
export class VectorTable {
  private readonly skus: Sku[] = [];
  private readonly rowBySku = new Map<Sku, number>();
  private numbers: Float32Array;

  constructor(private readonly dimensions: number) {
    this.numbers = new Float32Array(FIRST_CAPACITY * dimensions);
  }

  get size(): number {
    return this.skus.length;
  }

  get(sku: Sku): Float32Array | null {
    const row = this.rowBySku.get(sku);
    return row === undefined ? null : this.slice(row).slice();
  }

  put(sku: Sku, vector: Float32Array): void {
    const known = this.rowBySku.get(sku);
    const row = known ?? this.skus.length;
    if (known === undefined) {
      this.skus.push(sku);
      this.rowBySku.set(sku, row);
    }
    if ((row + 1) * this.dimensions > this.numbers.length) this.grow();
    this.numbers.set(vector, row * this.dimensions);
  }

  /** The last row takes the place of the one that goes. */
  remove(sku: Sku): void {
    const row = this.rowBySku.get(sku);
    if (row === undefined) return;
    const { dimensions } = this;
    const lastRow = this.skus.length - 1;
    const last = this.skus.pop();
    if (last !== undefined && last !== sku) {
      const end = (lastRow + 1) * dimensions;
      this.numbers.copyWithin(row * dimensions, lastRow * dimensions, end);
      this.skus[row] = last;
      this.rowBySku.set(last, row);
    }
    this.rowBySku.delete(sku);
  }

  /** The `limit` largest scalar products, largest first, ties by SKU; zero vectors left out. Looks at every row, or at those of `among`. */
  nearest(
    vector: Float32Array,
    limit: number,
    among: ReadonlySet<Sku> | null,
  ): readonly ScoredSku[] {
    const best = new BestFew(limit);
    for (const row of among === null ? this.skus.keys() : this.rowsOf(among)) {
      const score = dotAt(this.numbers, row * this.dimensions, vector);
      const sku = this.skus[row];
      // A scalar product of exactly 0 is a zero vector's, or one that shares nothing with the query.
      if (score !== 0 && sku !== undefined) best.offer(sku, score);
    }
    return best.sorted();
  }

  private *rowsOf(skus: Iterable<Sku>): Generator<number> {
    for (const sku of skus) {
      const row = this.rowBySku.get(sku);
      if (row !== undefined) yield row;
    }
  }

  private slice(row: number): Float32Array {
    return this.numbers.subarray(row * this.dimensions, (row + 1) * this.dimensions);
  }

  private grow(): void {
    const larger = new Float32Array(2 * this.numbers.length);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
