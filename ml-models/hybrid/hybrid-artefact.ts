import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import { asBytes, asNumbers } from './bytes-as-numbers';
import type { Voice } from './voice';

const KIND = 'hybrid-1';

/** A part as it was fitted. */
export interface FittedPart {
  readonly name: RecommenderName;
  readonly artefact: Uint8Array;
  /** What computed. */
  readonly engine: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Everything that a hybrid is made of. */
export interface HybridContents {
  readonly itemCount: number;
  readonly parts: readonly FittedPart[];
  readonly voices: readonly Voice[];
}

interface HybridFacts {
  readonly itemCount: number;
  readonly voices: readonly Voice[];
  readonly parts: readonly (Omit<FittedPart, 'artefact'> & { readonly bytes: number })[];
}

export function hybridToBytes({ itemCount, parts, voices }: HybridContents): Buffer {
  const facts: HybridFacts = {
    itemCount,
    voices,
    parts: parts.map(({ artefact, ...part }) => ({ ...part, bytes: artefact.length })),
  };
  const arrays = Object.fromEntries(parts.map(({ name, artefact }) => [name, asNumbers(artefact)]));
  return packArrays(KIND, { arrays, facts: { ...facts } });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function hybridFromBytes(bytes: Uint8Array): HybridContents {
  const { arrays, facts } = unpackArrays(KIND, bytes);
  const { itemCount, voices, parts } = facts as unknown as HybridFacts;
  return {
    itemCount,
    voices,
    parts: parts.map(({ bytes: length, ...part }) => {
      const numbers = arrays[part.name];
      if (numbers instanceof Uint32Array) return { ...part, artefact: asBytes(numbers, length) };
      throw new TroveError('MODEL_CORRUPT', `The hybrid lacks its part ${part.name}.`);
    }),
  };
}
