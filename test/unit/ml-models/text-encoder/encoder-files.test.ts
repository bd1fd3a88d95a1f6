import { existsSync } from 'node:fs';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEncoderParts } from '../../../../ml-models/text-encoder/catalogue-encoder';
import {
  readCatalogueEncoder,
  writeCatalogueEncoder,
} from '../../../../ml-models/text-encoder/encoder-files';
import { fitCatalogueEncoder } from '../../../../ml-models/text-encoder/fit-catalogue-encoder';
import type { EncoderId } from '../../../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { analyzer, plantedCatalogue, quietly, streamOf } from '../../../support/planted-catalogue';
import { temporaryFolder } from '../../../support/temporary-folder';

const products = plantedCatalogue(60, 3);

function partsOf(seed: number, trainedAt = 0): Promise<CatalogueEncoderParts> {
  const fit = { analyzer, seed, now: asEpochMs(trainedAt), textRank: 4, typeRank: 4 };
  return fitCatalogueEncoder(streamOf(products), fit, quietly);
}

describe('the files of an encoder', () => {
  const folder = temporaryFolder();
  let root: string;
  let parts: CatalogueEncoderParts;
  let id: EncoderId;

  beforeEach(async () => {
    root = folder.path('encoders');
    parts = await partsOf(1);
    id = await writeCatalogueEncoder(root, parts);
  });

  const file = (name: string) => join(root, id, name);

  it('give back an encoder that encodes the same', async () => {
    const read = await readCatalogueEncoder(root, id, analyzer);

    expect(read.id).toBe(id);
    const [vector] = await read.encodeProducts(products.slice(0, 1));
    expect(vector).toHaveLength(parts.text.dimensions);
    const again = await writeCatalogueEncoder(folder.path('elsewhere'), await partsOf(1));
    const other = await readCatalogueEncoder(folder.path('elsewhere'), again, analyzer);
    expect(await other.encodeProducts(products.slice(0, 1))).toEqual([vector]);
  });

  it('have an id that is another one exactly when the numbers are', async () => {
    expect(await writeCatalogueEncoder(root, await partsOf(1, 99))).toBe(id);
    expect(await writeCatalogueEncoder(root, { ...parts, text: parts.types })).not.toBe(id);
  });

  it('leave nothing half-written behind', async () => {
    await writeCatalogueEncoder(root, parts);
    expect(await readdir(root)).toEqual([id]);
    expect((await readdir(join(root, id))).sort()).toEqual(['encoder.bin', 'encoder.json']);
  });

  it('are whole again after the same encoder is written over damaged ones', async () => {
    await truncate(file('encoder.bin'), 10);
    await writeCatalogueEncoder(root, parts);
    await expect(readCatalogueEncoder(root, id, analyzer)).resolves.toMatchObject({ id });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['cut short', () => truncate(file('encoder.bin'), 100)],
    [
      'longer than they were',
      async () => writeFile(file('encoder.bin'), Buffer.alloc(10), { flag: 'a' }),
    ],
    [
      'changed in one bit',
      () => change('encoder.bin', (bytes) => bytes.fill((bytes[50] ?? 0) ^ 1, 50, 51)),
    ],
    ['without a manifest', () => writeFile(file('encoder.json'), 'not JSON')],
    ['of a manifest without sizes', () => edit({ text: undefined })],
    ['of a manifest that names another encoder', () => edit({ id: 'catalogue-0123456789abcdef' })],
    ['of a manifest with another checksum', () => edit({ sha256: '0'.repeat(64) })],
  ])('are refused when they are %s', async (_, damage) => {
    await damage();
    await expect(readCatalogueEncoder(root, id, analyzer)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
      message: expect.stringContaining(join(root, id)) as string,
    });
  });

  it('are refused when a number is none, even with the right checksum', async () => {
    const directions = parts.text.directions.slice();
    directions[3] = NaN;
    const bad = await writeCatalogueEncoder(root, {
      ...parts,
      text: { ...parts.text, directions },
    });

    await expect(readCatalogueEncoder(root, bad, analyzer)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
      message: expect.stringContaining('not a number') as string,
    });
  });

  it('are refused when they are of another version of Trove', async () => {
    await edit({ recipe: 2 });
    await expect(readCatalogueEncoder(root, id, analyzer)).rejects.toMatchObject({
      code: 'MODEL_INCOMPATIBLE',
      message: expect.stringContaining('Train the encoder again') as string,
    });
  });

  it('are refused when they are not there', async () => {
    const absent = 'catalogue-ffffffffffffffff' as EncoderId;
    expect(existsSync(join(root, absent))).toBe(false);
    await expect(readCatalogueEncoder(root, absent, analyzer)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
    });
  });

  async function change(name: string, how: (bytes: Buffer) => Buffer): Promise<void> {
    await writeFile(file(name), how(await readFile(file(name))));
  }

  async function edit(facts: Readonly<Record<string, unknown>>): Promise<void> {
    const manifest = JSON.parse(await readFile(file('encoder.json'), 'utf8')) as object;
    await writeFile(file('encoder.json'), JSON.stringify({ ...manifest, ...facts }));
  }
});
