import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { assert, integer, property } from 'fast-check';
import {
  checksumOf,
  rankerFromBytes,
  rankerToBytes,
} from '../../../../ml-models/reranker/ranker-bytes';
import { readRankerFile, writeRankerFile } from '../../../../ml-models/reranker/ranker-file';
import { scoreRows } from '../../../../ml-models/reranker/score-rows';
import type { TrainedRanker } from '../../../../ml-models/reranker/train-ranker';
import { randomRanker, randomRows } from '../../../support/random-ranker';
import { refusalOf } from '../../../support/refusal';
import { temporaryFolder } from '../../../support/temporary-folder';

function trained(seed = 1): TrainedRanker {
  return {
    ranker: randomRanker(seed),
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
      hidden: 8,
      learningRate: 0.003,
      decay: 0.03,
      noise: 0.5,
      tower: [],
      members: [{ keptEpoch: 20, epochs: [] }],
    },
  };
}

/** The bytes, changed behind the checksum's back: what a faulty trainer would write. */
function resealed(bytes: Buffer, change: (body: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  createHash('sha256').update(copy.subarray(44)).digest().copy(copy, 12);
  return copy;
}

describe('a ranker as bytes', () => {
  const bytes = rankerToBytes(trained());

  it('comes back with the same report and bit-identical scores', () => {
    const { ranker, report } = rankerFromBytes(bytes, randomRanker(1).features);
    const rows = randomRows(2, 50);
    expect(scoreRows(ranker, rows)).toEqual(scoreRows(randomRanker(1), rows));
    expect(report).toEqual(trained().report);
  });

  it('carries a checksum that tells rankers apart', () => {
    expect(checksumOf(bytes)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksumOf(rankerToBytes(trained(2)))).not.toBe(checksumOf(bytes));
  });

  it('is refused when cut short anywhere', () => {
    assert(
      property(integer({ min: 0, max: bytes.length - 1 }), (length) => {
        const refusal = refusalOf(() => rankerFromBytes(bytes.subarray(0, length)));
        expect(refusal.code).toBe('MODEL_CORRUPT');
      }),
    );
  });

  it('is refused when any byte is changed', () => {
    assert(
      property(
        integer({ min: 0, max: bytes.length - 1 }),
        integer({ min: 1, max: 255 }),
        (at, difference) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt8(changed.readUInt8(at) ^ difference, at);
          // Bytes 8 to 11 are the format: a larger one there is a newer version, not damage.
          const code = refusalOf(() => rankerFromBytes(changed)).code;
          expect(code).toBe(
            at >= 8 && at < 12 && changed.readUInt32LE(8) > 1
              ? 'MODEL_INCOMPATIBLE'
              : 'MODEL_CORRUPT',
          );
        },
      ),
    );
  });

  it.each([NaN, Infinity, -Infinity])('is refused with a weight of %p, sealed or not', (weight) => {
    const changed = resealed(bytes, (body) => body.writeFloatLE(weight, body.length - 8));
    expect(refusalOf(() => rankerFromBytes(changed))).toMatchObject({ code: 'MODEL_CORRUPT' });
  });

  it('is refused when its manifest promises other weights than there are', () => {
    const changed = resealed(bytes, (body) => {
      const at = body.indexOf('"hidden":8');
      body.write('"hidden":9', at, 'latin1');
    });
    expect(refusalOf(() => rankerFromBytes(changed)).code).toBe('MODEL_CORRUPT');
  });

  it('is refused for another feature list, which it names', () => {
    const wanted = [...randomRanker(1).features.slice(1), 'freshness'];
    expect(refusalOf(() => rankerFromBytes(bytes, wanted))).toMatchObject({
      code: 'MODEL_INCOMPATIBLE',
      details: { missing: ['freshness'], unknown: ['feature0'] },
    });
  });

  it('is refused for the same features in another order', () => {
    const turned = randomRanker(1).features.toReversed();
    expect(refusalOf(() => rankerFromBytes(bytes, turned)).code).toBe('MODEL_INCOMPATIBLE');
  });

  it('is refused when a newer version wrote it', () => {
    const newer = Buffer.from(bytes);
    newer.writeUInt32LE(2, 8);
    expect(refusalOf(() => rankerFromBytes(newer)).code).toBe('MODEL_INCOMPATIBLE');
  });
});

describe('a ranker in a file', () => {
  const folder = temporaryFolder();

  it('is the one that was written, and leaves nothing beside it', async () => {
    await writeRankerFile(folder.path('a.ranker'), trained());
    const { ranker } = await readRankerFile(folder.path('a.ranker'), randomRanker(1).features);
    expect(ranker.network.weights).toEqual(randomRanker(1).network.weights);
    expect(readdirSync(folder.path('.'))).toEqual(['a.ranker']);
  });

  it('leaves nothing behind when it cannot be put in its place', async () => {
    const taken = folder.path('taken');
    await writeRankerFile(taken, trained());
    await expect(writeRankerFile(`${taken}/inside`, trained())).rejects.toThrow('ENOTDIR');
    expect(readdirSync(folder.path('.'))).toEqual(['taken']);
  });

  it('that is not there is said to be so', async () => {
    await expect(readRankerFile(folder.path('none'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});
