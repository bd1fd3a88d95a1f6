import type { HitRanker, RankedHits } from '../../src/search/hit-ranker.port';
import type { ScoredSku } from '../../src/search/semantic/fuse';
import { hashText } from '../../src/shared/hash-text';
import { asModelId, asSku } from '../../src/shared/ids';

/** Ranks by the hash of SKU and seed: as unlike keyword search as can be, and another order at once with another seed. */
export class ShufflingRanker implements HitRanker {
  /** Orders asked for. */
  pages = 0;

  constructor(
    readonly window: number,
    public seed = 1,
    /** SKUs that are near every query. */
    public near: readonly string[] = [],
  ) {}

  neighbours(): Promise<readonly ScoredSku[]> {
    return Promise.resolve(
      this.near.map((sku, place) => ({ sku: asSku(sku), score: 1 / (place + 1) })),
    );
  }

  rank({ candidates }: Parameters<HitRanker['rank']>[0]): Promise<RankedHits> {
    this.pages += 1;
    const { seed } = this;
    const model = asModelId(`seed-${seed}`);
    const score = (sku: string): number => hashText(`${seed} ${sku}`);
    const hits = candidates
      .map((hit, row) => ({
        hit,
        product: null,
        score: score(hit.sku),
        explain: () => ({
          stages: [{ stage: 'KEYWORD' as const, position: row + 1, score: hit.score }],
          model,
          baseline: 0,
          contributions: [],
        }),
      }))
      .sort((a, b) => b.score - a.score);
    return Promise.resolve({
      hits,
      model,
      degraded: false,
      featuresOf: (from, to) => ({
        featureSet: 'hashes',
        columns: 1,
        values: Float32Array.from(hits.slice(from, to), (ranked) => ranked.score),
        model,
      }),
    });
  }
}
