import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import type { Sku } from '../../src/shared/ids';
import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import { asBytes, asNumbers } from './bytes-as-numbers';
import type { FittedPart } from './hybrid-artefact';

const KIND = 'recommender-bundle-1';
const HYBRID = 'hybrid';

/** What a bundle says of itself. */
export interface BundleFacts {
  /** The number of the last event that it has counted; 0 for none. */
  readonly lastSequence: number;
  /** The moment of the latest act that it has learnt from, in epoch milliseconds; null for none. */
  readonly learntTo: number | null;
}

/** All recommenders of a shop, as one model version. */
export interface BundleContents extends BundleFacts {
  /** The name of each item, by its number. */
  readonly skus: readonly Sku[];
  /** The parts that say what comes next, with how they are fused. */
  readonly hybrid: Uint8Array;
  /** Parts for other tasks, such as what is bought together. */
  readonly others: readonly FittedPart[];
}

interface StoredFacts extends BundleFacts {
  readonly skus: readonly Sku[];
  readonly hybridBytes: number;
  readonly others: readonly (Omit<FittedPart, 'artefact'> & { readonly bytes: number })[];
}

export function bundleToBytes({ hybrid, others, ...facts }: BundleContents): Buffer {
  const stored: StoredFacts = {
    ...facts,
    hybridBytes: hybrid.length,
    others: others.map(({ artefact, ...part }) => ({ ...part, bytes: artefact.length })),
  };
  const arrays = {
    [HYBRID]: asNumbers(hybrid),
    ...Object.fromEntries(others.map(({ name, artefact }) => [name, asNumbers(artefact)])),
  };
  return packArrays(KIND, { arrays, facts: { ...stored } });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function bundleFromBytes(bytes: Uint8Array): BundleContents {
  const { arrays, facts } = unpackArrays(KIND, bytes);
  const { hybridBytes, others, ...rest } = facts as unknown as StoredFacts;
  const bytesOf = (name: RecommenderName, length: number): Uint8Array => {
    const numbers = arrays[name];
    if (numbers instanceof Uint32Array) return asBytes(numbers, length);
    throw new TroveError('MODEL_CORRUPT', `The bundle of recommenders lacks its part ${name}.`);
  };
  return {
    ...rest,
    hybrid: bytesOf(HYBRID, hybridBytes),
    others: others.map(({ bytes: length, ...part }) => ({
      ...part,
      artefact: bytesOf(part.name, length),
    })),
  };
}
