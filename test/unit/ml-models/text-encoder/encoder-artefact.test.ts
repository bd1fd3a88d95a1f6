import type { CatalogueEncoderParts } from '../../../../ml-models/text-encoder/catalogue-encoder';
import {
  encoderFromArtefact,
  encoderToArtefact,
} from '../../../../ml-models/text-encoder/encoder-artefact';
import { fitCatalogueEncoder } from '../../../../ml-models/text-encoder/fit-catalogue-encoder';
import { asEncoderId, type EncoderId } from '../../../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { analyzer, plantedCatalogue, quietly, streamOf } from '../../../support/planted-catalogue';

const products = plantedCatalogue(60, 3);

function partsOf(seed: number, trainedAt = 0): Promise<CatalogueEncoderParts> {
  const fit = { analyzer, seed, now: asEpochMs(trainedAt), textRank: 4, typeRank: 4 };
  return fitCatalogueEncoder(streamOf(products), fit, quietly);
}

const LENGTH_BYTES = 4;

/** The artefact with other facts in its manifest. */
function edited(bytes: Buffer, facts: Readonly<Record<string, unknown>>): Buffer {
  const end = LENGTH_BYTES + bytes.readUInt32LE(0);
  const manifest = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as object;
  const json = Buffer.from(JSON.stringify({ ...manifest, ...facts }));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, bytes.subarray(end)]);
}

const firstNumber = (bytes: Buffer): number => LENGTH_BYTES + bytes.readUInt32LE(0);

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(place) ^ 1, place);
  return copy;
}

describe('the artefact of a catalogue encoder', () => {
  let parts: CatalogueEncoderParts;
  let id: EncoderId;
  let bytes: Buffer;

  beforeAll(async () => {
    parts = await partsOf(1);
    ({ id, bytes } = encoderToArtefact(parts));
  });

  it('gives back an encoder that encodes the same, bit for bit', async () => {
    const read = encoderFromArtefact(id, bytes, analyzer);
    const again = encoderToArtefact(await partsOf(1));
    const other = encoderFromArtefact(again.id, again.bytes, analyzer);

    expect(read.id).toBe(id);
    const vectors = await read.encodeProducts(products.slice(0, 3));
    expect(vectors[0]).toHaveLength(parts.text.dimensions);
    expect(await other.encodeProducts(products.slice(0, 3))).toEqual(vectors);
  });

  it('has an id that is another one exactly when the contents are, not the moment', async () => {
    expect(encoderToArtefact(await partsOf(1, 99)).id).toBe(id);
    expect(encoderToArtefact({ ...parts, text: parts.types }).id).not.toBe(id);
    expect(encoderToArtefact({ ...parts, products: 61 }).id).not.toBe(id);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut short within the manifest', (whole) => whole.subarray(0, 40)],
    ['cut short within the numbers', (whole) => whole.subarray(0, whole.length - 1)],
    ['longer than it was', (whole) => Buffer.concat([whole, Buffer.alloc(10)])],
    ['changed in one bit of a number', (whole) => flipped(whole, firstNumber(whole))],
    ['without a manifest', (whole) => flipped(whole, LENGTH_BYTES)],
    ['of a manifest without sizes', (whole) => edited(whole, { text: undefined })],
    [
      'of a manifest that names another',
      (whole) => edited(whole, { id: `catalogue-${'0'.repeat(16)}` }),
    ],
    ['of a manifest with another checksum', (whole) => edited(whole, { sha256: '0'.repeat(64) })],
  ])('is refused when it is %s', (_, damage) => {
    expect(() => encoderFromArtefact(id, damage(bytes), analyzer)).toThrow(
      expect.objectContaining({
        code: 'MODEL_CORRUPT',
        message: expect.stringContaining(id) as string,
      }) as Error,
    );
  });

  it('is refused under another name', () => {
    expect(() => encoderFromArtefact(asEncoderId('catalogue-other'), bytes, analyzer)).toThrow(
      expect.objectContaining({ code: 'MODEL_CORRUPT' }) as Error,
    );
  });

  it('is refused when a number is none, even with the right checksum', () => {
    const directions = parts.text.directions.slice();
    directions[3] = NaN;
    const bad = encoderToArtefact({ ...parts, text: { ...parts.text, directions } });

    expect(() => encoderFromArtefact(bad.id, bad.bytes, analyzer)).toThrow('not a number');
  });

  it('is refused when it is of another version of Trove', () => {
    expect(() => encoderFromArtefact(id, edited(bytes, { recipe: 99 }), analyzer)).toThrow(
      expect.objectContaining({ code: 'MODEL_INCOMPATIBLE' }) as Error,
    );
  });
});
