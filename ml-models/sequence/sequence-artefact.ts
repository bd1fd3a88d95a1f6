import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import { restLength, type NetworkShape, type SequenceNetwork } from './network-shape';

const KIND = 'sequence-1';

export function networkToBytes({ shape, table, rest }: SequenceNetwork): Buffer {
  return packArrays(KIND, { arrays: { table, rest }, facts: { ...shape } });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function networkFromBytes(bytes: Uint8Array): SequenceNetwork {
  const { arrays, facts } = unpackArrays(KIND, bytes);
  const shape = shapeIn(facts);
  const { table, rest } = arrays;
  if (!(table instanceof Float32Array) || !(rest instanceof Float32Array))
    throw incompatible('it lacks its numbers');
  if (table.length !== shape.items * shape.width || rest.length !== restLength(shape))
    throw incompatible('its numbers are not as many as its shape says');
  return { shape, table, rest };
}

const SIDES: readonly (keyof NetworkShape)[] = ['items', 'width', 'blocks', 'heads', 'length'];

/** @throws TroveError MODEL_INCOMPATIBLE */
export function shapeIn(facts: Readonly<Record<string, unknown>>): NetworkShape {
  const wrong = SIDES.find((side) => !Number.isInteger(facts[side]) || Number(facts[side]) < 1);
  if (wrong !== undefined) throw incompatible(`its ${wrong} is ${String(facts[wrong])}`);
  const shape = Object.fromEntries(SIDES.map((side) => [side, Number(facts[side])]));
  return shape as unknown as NetworkShape;
}

function incompatible(why: string): TroveError {
  return new TroveError(
    'MODEL_INCOMPATIBLE',
    `The sequence network cannot be read: ${why}. Train it again with this version of Trove.`,
  );
}
