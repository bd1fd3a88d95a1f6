import { createHash } from 'node:crypto';
import { rankerToBytes } from '../../ml-models/reranker/ranker-bytes';
import { randomRanker } from './random-ranker';

/** The artefact of a ranker that nobody trained. */
export function randomRankerBytes(seed: number, columns = 6, hidden = 8): Buffer {
  return rankerToBytes({
    ranker: randomRanker(seed, columns, hidden),
    report: {
      engine: 'wasm',
      seed,
      shownFrom: null,
      shownTo: null,
      lists: {
        offered: 3,
        kept: 2,
        withoutPositive: 1,
        withoutContrast: 0,
        weightsCut: 0,
        training: 2,
        validation: 0,
      },
      rows: 48,
      listsPerStep: 1,
      hidden,
      learningRate: 0.003,
      decay: 0.03,
      noise: 0.5,
      tower: [],
      members: [{ keptEpoch: 20, epochs: [] }],
    },
  });
}

/** Where the format keeps its digest, and where what it covers begins. */
const DIGEST_AT = 12;
const HASHED_FROM = 44;

/** The bytes, changed behind the checksum's back: what a faulty trainer would write. */
export function resealed(bytes: Buffer, change: (body: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  createHash('sha256').update(copy.subarray(HASHED_FROM)).digest().copy(copy, DIGEST_AT);
  return copy;
}
