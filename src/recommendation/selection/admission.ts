import type { Logger } from '../../shared/logger';
import type { Sku } from '../../shared/ids';
import { canBeBought } from '../can-be-bought';
import type { CatalogueBoard } from '../catalogue-board.port';
import type { BusinessRules } from '../rules/business-rules';
import type { RuledProduct } from '../rules/condition-test';
import { isLeftOut, type Candidate, type Situation } from '../situation.types';
import type { Product } from '../../catalog/product.types';
import type { Passing } from './passing';

export interface AdmissionParts {
  readonly board: Pick<CatalogueBoard, 'product' | 'isComplete'>;
  readonly rules: BusinessRules;
  readonly passing: Passing;
  readonly logger: Logger;
}

/** Decides which products one list may show. */
export class Admission {
  constructor(
    private readonly parts: AdmissionParts,
    private readonly situation: Situation,
    private readonly isDisliked: (product: RuledProduct) => boolean,
  ) {}

  /** Those that may be shown as far as is known without reading them, in their order. The filter is asked about the rest in one question. */
  async admitted(
    candidates: readonly Candidate[],
    known: ReadonlySet<Sku>,
  ): Promise<readonly Candidate[]> {
    const taken = new Set<Sku>(known);
    const possible = candidates.filter((candidate) => {
      if (taken.has(candidate.sku) || !this.isPossible(candidate)) return false;
      taken.add(candidate.sku);
      return true;
    });
    const { filter } = this.situation.request;
    if (filter === null || possible.length === 0) return possible;
    return this.passingAmong(possible, filter);
  }

  /** The last word, about the product as it is in the store. */
  mayShow(product: Product | undefined): product is Product {
    return (
      product !== undefined &&
      canBeBought(product) &&
      !this.parts.rules.hides(product) &&
      !this.isDisliked(product)
    );
  }

  private isPossible({ sku, strategy }: Candidate): boolean {
    if (isLeftOut(this.situation, sku)) return false;
    // The engine knows the catalogue of this moment, which the board may not yet: what is asked last must not be lost to that.
    if (strategy === 'CATALOGUE') return true;
    const product = this.parts.board.product(sku);
    // What has just come is not on the board yet, and what is gone is not in the store any more: the last look tells.
    if (product === null) return true;
    return canBeBought(product) && !this.parts.rules.hides(product) && !this.isDisliked(product);
  }

  private async passingAmong(
    possible: readonly Candidate[],
    filter: NonNullable<Situation['request']['filter']>,
  ): Promise<readonly Candidate[]> {
    const { deadline, findings } = this.situation;
    try {
      const skus = possible.map(({ sku }) => sku);
      const passing = await this.parts.passing.among(skus, filter, deadline);
      return possible.filter(({ sku }) => passing.has(sku));
    } catch (error) {
      findings.missing.add('FILTER_ENGINE');
      this.parts.logger.warn({ error: String(error) }, 'What passes a filter could not be found out; nothing is recommended that may not pass.'); // prettier-ignore
      return [];
    }
  }
}
