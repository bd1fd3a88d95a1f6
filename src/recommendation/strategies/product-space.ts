import type { ScoredSku } from '../../search/semantic/fuse';
import type { SemanticSpaces } from '../../search/semantic/semantic-spaces.port';
import type { EncoderId } from '../../search/semantic/text-encoder.port';
import type { VectorIndex } from '../../search/semantic/vector-index.port';
import { isZero, unit } from '../../search/semantic/vector-math';
import type { Filter } from '../../search/filter.types';
import { inTime } from '../../shared/in-time';
import type { Deadline } from '../../shared/deadline';
import type { Logger } from '../../shared/logger';
import type { Sku } from '../../shared/ids';
import type { Findings } from '../situation.types';

export interface ProductSpaceParts {
  readonly spaces: SemanticSpaces;
  readonly vectors: Pick<VectorIndex, 'nearest' | 'vectorsOf'>;
  readonly logger: Logger;
}

/** One list's wait for vectors. */
export interface VectorWait {
  readonly deadline: Deadline;
  readonly findings: Findings;
}

export interface WeighedSku {
  readonly sku: Sku;
  /** Above 0. */
  readonly weight: number;
}

const NO_VECTORS: ReadonlyMap<Sku, Float32Array> = new Map();

/** Products compared by the vectors of the encoder that the catalogue taught. What fails or is late is left out, and said. */
export class ProductSpace {
  constructor(private readonly parts: ProductSpaceParts) {}

  /** Those without a vector are absent; all of them where no encoder serves. */
  async vectorsOf(skus: readonly Sku[], wait: VectorWait): Promise<ReadonlyMap<Sku, Float32Array>> {
    const encoder = this.encoder();
    if (encoder === null || skus.length === 0) return NO_VECTORS;
    return this.orElse(NO_VECTORS, wait, () => this.parts.vectors.vectorsOf(encoder, skus));
  }

  /** The weighted mean of the products' vectors, of length 1; null when none has one. */
  async middleOf(items: readonly WeighedSku[], wait: VectorWait): Promise<Float32Array | null> {
    const vectors = await this.vectorsOf(
      items.map(({ sku }) => sku),
      wait,
    );
    return weightedMean(items, vectors);
  }

  /** The nearest products that pass and can be had, with cosines. */
  async nearest(
    question: {
      readonly vector: Float32Array;
      readonly filter: Filter | null;
      readonly limit: number;
    },
    wait: VectorWait,
  ): Promise<readonly ScoredSku[]> {
    const encoder = this.encoder();
    if (encoder === null) return [];
    return this.orElse([], wait, () =>
      this.parts.vectors.nearest({ ...question, encoder, unavailable: 'SHOW' }, wait.deadline),
    );
  }

  private encoder(): EncoderId | null {
    return this.parts.spaces.serving('catalogue')?.encoder ?? null;
  }

  private async orElse<T>(
    nothing: T,
    { deadline, findings }: VectorWait,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await inTime(work(), deadline);
    } catch (error) {
      findings.missing.add('VECTORS');
      this.parts.logger.debug({ error: String(error) }, 'Recommended without vectors');
      return nothing;
    }
  }
}

export function weightedMean(
  items: readonly WeighedSku[],
  vectors: ReadonlyMap<Sku, Float32Array>,
): Float32Array | null {
  let sum: Float32Array | null = null;
  for (const { sku, weight } of items) {
    const vector = vectors.get(sku);
    if (!vector) continue;
    sum ??= new Float32Array(vector.length);
    for (const [place, value] of vector.entries()) sum[place] = (sum[place] ?? 0) + weight * value;
  }
  return sum === null || isZero(sum) ? null : unit(sum);
}
