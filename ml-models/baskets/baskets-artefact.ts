import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import type { PairCounts } from './pair-counts';
import type { PartnerSettings } from './partner-rows';

/** The counts are kept rather than what follows from them, so that more baskets can be added. */
export interface BasketsModel {
  readonly counts: PairCounts;
  readonly settings: PartnerSettings;
}

const KIND = 'baskets-1';

export function packBaskets({ counts, settings }: BasketsModel): Buffer {
  const { occurrences, starts, partners, together, baskets } = counts;
  const { caution, minSupport, sharePower } = settings;
  return packArrays(KIND, {
    arrays: { occurrences, starts, partners, together },
    facts: { baskets, caution, minSupport, sharePower },
  });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackBaskets(artefact: Uint8Array): BasketsModel {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const whole = (name: string): Uint32Array => {
    const numbers = arrays[name];
    if (numbers instanceof Uint32Array) return numbers;
    throw corrupt(`it has no ${name}`);
  };
  const number = (name: string): number => {
    const value = facts[name];
    if (typeof value === 'number' && value >= 0) return value;
    throw corrupt(`its ${name} is no number`);
  };
  const occurrences = whole('occurrences');
  const starts = whole('starts');
  const partners = whole('partners');
  if (starts.length !== occurrences.length + 1 || starts.at(-1) !== partners.length)
    throw corrupt('its pairs are not those of its items');
  const counts = { itemCount: occurrences.length, occurrences, starts, partners };
  return {
    counts: { ...counts, together: whole('together'), baskets: number('baskets') },
    settings: {
      caution: number('caution'),
      minSupport: number('minSupport'),
      sharePower: number('sharePower'),
    },
  };
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
