import { sampledItems, sharesOf } from '../../../../ml-models/sequence/candidates';
import { RowPacker } from '../../../../ml-models/sequence/packed-rows';
import type { TrainingBatch } from '../../../../ml-models/sequence/training-batches';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const ITEMS = 50;
const TOKENS = 8;
const NEGATIVES = 10;

/** Item 0 is half of all acts, the others share the rest. */
const acts = Uint32Array.from({ length: 98 }, (_, at) => (at < 49 ? 0 : at - 48));
const shares = sharesOf(acts, ITEMS);

function batchOf(items: readonly number[]): TrainingBatch {
  const packer = new RowPacker(items.length, 1);
  packer.add(items.length);
  return {
    rows: packer.rows(),
    inputs: Uint32Array.from(items),
    targets: Uint32Array.from(items.toReversed()),
    weights: new Float32Array(items.length).fill(1 / items.length),
  };
}

describe('a sample of items to compare', () => {
  const random = new SeededRandom(3);
  const choose = sampledItems(shares, NEGATIVES);
  const drawn = (): number => acts[random.below(acts.length)] ?? 0;
  const batches = Array.from({ length: 4000 }, () =>
    batchOf(Array.from({ length: TOKENS }, drawn)),
  );
  const chosen = batches.map((batch) => choose(batch, random));

  it('holds what went in and what came next, at the places that it says', () => {
    batches.forEach((batch, at) => {
      const { items, inputs, targets } = chosen[at] ?? { items: null, inputs: [], targets: [] };
      expect(Array.from(inputs, (place) => items?.[place])).toEqual([...batch.inputs]);
      expect(Array.from(targets, (place) => items?.[place])).toEqual([...batch.targets]);
    });
  });

  it('corrects each item by how often it is there', () => {
    for (const item of [0, 1, 30]) {
      const there = chosen.filter(({ items }) => items?.includes(item));
      const first = there[0];
      const place = first?.items?.indexOf(item) ?? -1;
      const said = Math.exp(-(first?.correction?.[place] ?? NaN));
      // The standard error of a share over 4000 batches is at most .008.
      expect(Math.abs(there.length / chosen.length - said)).toBeLessThan(0.04);
    }
  });
});
