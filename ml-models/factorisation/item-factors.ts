import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import type { Prior, Settled } from './alternate';
import type { FactorisationOptions } from './factorisation-options';

/** How a history becomes a vector when a model answers. */
export type FoldIn = Prior & Pick<FactorisationOptions, 'recency' | 'history'>;

/** What is kept of a fit: the side of the items. A shopper is worked out from what they did, whenever they are asked about. */
export interface ItemFactors {
  readonly items: Settled;
  /** By item: what its scores are multiplied by. */
  readonly reach: Float32Array;
  readonly foldIn: FoldIn;
}

const KIND = 'factorisation-1';

export function packFactors({ items, reach, foldIn }: ItemFactors): Buffer {
  return packArrays(KIND, {
    arrays: { vectors: items.rows.values, spectrum: items.spectrum, reach },
    facts: { width: items.rows.width, ...foldIn },
  });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackFactors(artefact: Uint8Array): ItemFactors {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const { vectors, spectrum, reach } = arrays;
  const number = (name: string): number => {
    const value = facts[name];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw corrupt(`its ${name} is no number`);
  };
  const width = number('width');
  if (!(vectors instanceof Float32Array && spectrum instanceof Float64Array))
    throw corrupt('it holds no vectors');
  if (!(reach instanceof Float32Array) || vectors.length !== reach.length * width)
    throw corrupt('its vectors are not as many as its items');
  if (spectrum.length !== width) throw corrupt('its vectors are of another width');
  return {
    items: { rows: { width, values: vectors }, spectrum },
    reach,
    foldIn: {
      unobserved: number('unobserved'),
      regularisation: number('regularisation'),
      frequencyPower: number('frequencyPower'),
      recency: number('recency'),
      history: number('history'),
    },
  };
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
