import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import type { TwoTowerOptions } from './tower-options';
import { layerEnds, type Towers } from './towers';

/** Towers, and how a history goes into them. */
export interface TowerModel {
  readonly towers: Towers;
  readonly taste: Pick<TwoTowerOptions, 'recency' | 'history'>;
}

const KIND = 'two-tower-1';

export function packTowers({ towers, taste }: TowerModel): Buffer {
  const { own, ofFeatures, layers, lists, width, hidden } = towers;
  const { recency, history } = taste;
  return packArrays(KIND, {
    arrays: { own, ofFeatures, layers, offsets: lists.offsets, features: lists.features },
    facts: { width, hidden, recency, history },
  });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackTowers(artefact: Uint8Array): TowerModel {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const number = (name: string): number => {
    const value = facts[name];
    if (typeof value === 'number' && value > 0) return value;
    throw corrupt(`its ${name} is no number above 0`);
  };
  const floats = (name: string): Float32Array => {
    const values = arrays[name];
    if (values instanceof Float32Array) return values;
    throw corrupt(`it has no ${name}`);
  };
  const { offsets, features } = arrays;
  if (!(offsets instanceof Uint32Array && features instanceof Uint32Array))
    throw corrupt('it has no lists of features');
  const [width, hidden] = [number('width'), number('hidden')];
  const [own, ofFeatures, layers] = [floats('own'), floats('ofFeatures'), floats('layers')];
  const itemCount = offsets.length - 1;
  if (own.length !== itemCount * width || layers.length !== layerEnds({ width, hidden }).out)
    throw corrupt('its parts do not fit together');
  const lists = { offsets, features, featureCount: ofFeatures.length / width };
  return {
    towers: { itemCount, width, hidden, lists, own, ofFeatures, layers },
    taste: { recency: number('recency'), history: number('history') },
  };
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
