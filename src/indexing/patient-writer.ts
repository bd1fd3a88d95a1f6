import { TroveError } from '../shared/errors';
import type { Sku } from '../shared/ids';
import { backOffMs } from './back-off';
import type { RetryPolicy } from './plan-settlements';
import type { IndexName, SearchIndex, VersionedProduct } from './search-index.port';

/** What patience takes. */
export interface PatientWriterParts {
  readonly searchIndex: SearchIndex;
  readonly policy: RetryPolicy;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** A product that an index does not take. */
export interface Refusal {
  readonly sku: Sku;
  readonly reason: string;
}

/** Writes products here and now, again and again as long as there is hope. */
export class PatientWriter {
  constructor(private readonly parts: PatientWriterParts) {}

  /**
   * @returns the products that the index does not take, however often it is asked.
   * @throws TroveError SEARCH_UNAVAILABLE when the engine did not answer the last attempt.
   */
  async write(
    index: IndexName,
    products: readonly VersionedProduct[],
  ): Promise<readonly Refusal[]> {
    const { policy, pause, random } = this.parts;
    const refused: Refusal[] = [];
    let left = products;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const isLast = attempt >= policy.maxAttempts;
      const again = await this.attempt(index, left, { isLast, refused });
      left = left.filter(({ sku }) => again.has(sku));
      if (left.length > 0) await pause(backOffMs(attempt, random(), policy));
    }
    return refused;
  }

  /** @returns those to try again; what is refused for good is added to `refused`. */
  private async attempt(
    index: IndexName,
    products: readonly VersionedProduct[],
    { isLast, refused }: { readonly isLast: boolean; readonly refused: Refusal[] },
  ): Promise<ReadonlySet<Sku>> {
    const again = new Set<Sku>();
    try {
      for (const outcome of await this.parts.searchIndex.write(index, products)) {
        if (outcome.outcome !== 'FAILED') continue;
        if (outcome.retryable && !isLast) again.add(outcome.sku);
        else refused.push(outcome);
      }
      return again;
    } catch (error) {
      const isSilent = error instanceof TroveError && error.code === 'SEARCH_UNAVAILABLE';
      if (!isSilent || isLast) throw error;
      return new Set(products.map(({ sku }) => sku));
    }
  }
}
