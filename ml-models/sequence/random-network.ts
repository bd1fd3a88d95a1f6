import type { SeededRandom } from '../../src/shared/seeded-random';
import { partsOf, restLength, type NetworkShape, type SequenceNetwork } from './network-shape';

/** Deviation of the numbers of an item before anything is learnt. */
const ITEM_DEVIATION = 0.02;

const ONES: ReadonlySet<string> = new Set(['attentionGain', 'forwardGain', 'gain']);
/** What blocks add comes through `mix` and `down`, which begin at 0: at first a network says what its latest item says. */
const RANDOM: ReadonlySet<string> = new Set(['query', 'key', 'value', 'up']);

/** A network that has learnt nothing. */
export function randomNetwork(shape: NetworkShape, random: SeededRandom): SequenceNetwork {
  const table = new Float32Array(shape.items * shape.width);
  for (let at = 0; at < table.length; at += 1) table[at] = random.normal(0, ITEM_DEVIATION);
  const rest = new Float32Array(restLength(shape));
  for (const { part, from, rows, columns } of partsOf(shape)) {
    const end = from + rows * columns;
    if (ONES.has(part)) rest.fill(1, from, end);
    if (!RANDOM.has(part)) continue;
    const deviation = 1 / Math.sqrt(shape.width);
    for (let at = from; at < end; at += 1) rest[at] = random.normal(0, deviation);
  }
  return { shape, table, rest };
}
