import type { EncoderId } from '../search/semantic/text-encoder.port';
import type { VectorSet } from '../search/semantic/vector-store.port';

/** The vectors of one encoder. */
export type VectorSetStatus = Pick<VectorSet, 'encoder' | 'slot' | 'dimensions' | 'state'> & {
  /** No product is without a vector, or with that of an older state. */
  readonly isUpToDate: boolean;
};

/** What `trove encoder status` finds. */
export interface EncoderStatus {
  readonly products: number;
  /** The sentence encoder that this machine can run; null where none is installed. */
  readonly installed: EncoderId | null;
  readonly sets: readonly VectorSetStatus[];
}

const STATES = { BUILDING: 'being built', SERVING: 'serve', RETIRED: 'served before' } as const;

export function encoderReport({ products, installed, sets }: EncoderStatus): string {
  const lines = [
    installed === null
      ? 'No sentence encoder is installed on this machine; "trove encoder install" does that.'
      : `The sentence encoder ${installed} is installed on this machine.`,
    sets.length === 0
      ? `There are no vectors of the ${products.toLocaleString('en')} products yet.`
      : `Vectors of the ${products.toLocaleString('en')} products:`,
    ...sets.map(lineOf),
  ];
  return `${lines.join('\n')}\n`;
}

function lineOf({ encoder, slot, dimensions, state, isUpToDate }: VectorSetStatus): string {
  const completeness = isUpToDate ? 'up to date' : 'some are missing or old';
  return `  ${slot.padEnd(9)} ${encoder}, ${dimensions} numbers each: ${STATES[state]}, ${completeness}`;
}
