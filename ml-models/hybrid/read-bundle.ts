import type {
  Recommender,
  RecommenderName,
} from '../../src/recommendation/learning/recommender.port';
import type { Sku } from '../../src/shared/ids';
import { TroveError } from '../../src/shared/errors';
import { bundleFromBytes, type BundleFacts } from './bundle-artefact';
import { hybridFromBytes } from './hybrid-artefact';
import { readParts, type Workshops } from './read-parts';
import type { Voice } from './voice';

/** A bundle in memory. */
export interface Bundle extends BundleFacts {
  readonly skus: readonly Sku[];
  readonly parts: ReadonlyMap<RecommenderName, Recommender>;
  /** How parts speak of what comes next. */
  readonly voices: readonly Voice[];
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export async function readBundle(artefact: Uint8Array, workshops: Workshops): Promise<Bundle> {
  const { skus, hybrid, others, ...facts } = bundleFromBytes(artefact);
  const { itemCount, parts: fused, voices } = hybridFromBytes(hybrid);
  const names = new Set(fused.map(({ name }) => name));
  const parts = await readParts(
    [...fused, ...others.filter(({ name }) => !names.has(name))],
    workshops,
  );
  const most = Math.max(itemCount, ...[...parts.values()].map((part) => part.itemCount));
  if (most <= skus.length) return { ...facts, skus, parts, voices };
  for (const part of parts.values()) part.dispose();
  throw new TroveError(
    'MODEL_CORRUPT',
    `The bundle of recommenders scores ${most} items and names ${skus.length}.`,
  );
}
