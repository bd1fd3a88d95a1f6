import type { CatalogueEncoder } from '../../../../ml-models/text-encoder/catalogue-encoder';
import { fitCatalogueEncoder } from '../../../../ml-models/text-encoder/fit-catalogue-encoder';
import { dot, isZero } from '../../../../src/search/semantic/vector-math';
import { asEpochMs } from '../../../../src/shared/clock';
import { plain, titled } from '../../../support/plain-product';
import {
  analyzer,
  encoderOf,
  plantedCatalogue,
  quietly,
  streamOf,
} from '../../../support/planted-catalogue';

const fit = { analyzer, seed: 1, now: asEpochMs(0), textRank: 8, typeRank: 8 };

async function similarity(encoder: CatalogueEncoder, a: string, b: string): Promise<number> {
  const [first, second] = await encoder.encode([a, b]);
  if (!first || !second) throw new Error('two texts, two vectors');
  return dot(first, second);
}

describe('an encoder that learnt from a catalogue of three topics', () => {
  const products = plantedCatalogue(300, 7);
  let encoder: CatalogueEncoder;

  beforeAll(async () => {
    // As many directions as there are topics: with more, each word would get its own.
    encoder = await encoderOf(products, { textRank: 3 });
  });

  it('sees words of one topic as near, words of two as unrelated', async () => {
    expect(await similarity(encoder, 'flour', 'yeast')).toBeGreaterThan(0.5);
    expect(await similarity(encoder, 'saddle', 'pedal')).toBeGreaterThan(0.5);
    expect(Math.abs(await similarity(encoder, 'flour', 'pedal'))).toBeLessThan(0.1);
    expect(Math.abs(await similarity(encoder, 'velvet', 'oven'))).toBeLessThan(0.1);
  });

  it('takes two words that never meet in one product for synonyms when they keep the same company', async () => {
    const together = products.filter(({ title }) => /sofa/.test(title) && /couch/.test(title));
    expect(together).toEqual([]);

    const synonyms = await similarity(encoder, 'sofa', 'couch');

    expect(synonyms).toBeGreaterThan(0.3);
    for (const word of ['flour', 'dough', 'spoke', 'puncture'])
      expect(synonyms).toBeGreaterThan((await similarity(encoder, 'sofa', word)) + 0.2);
  });

  it('finds the products of a topic by a word that they do not hold', async () => {
    const vectors = await encoder.encodeProducts(products);
    const [query] = await encoder.encode(['couch']);
    const ranked = products
      .map(({ sku, title }, index) => ({
        sku,
        title,
        score: dot(vectors[index] ?? new Float32Array(), query ?? new Float32Array()),
      }))
      .filter(({ title }) => !title.includes('couch'))
      .sort((a, b) => b.score - a.score);

    expect(ranked.slice(0, 20).every(({ sku }) => sku.startsWith('seating'))).toBe(true);
  });

  it('lets others have their turn while it encodes many products', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const vectors = await encoder.encodeProducts(Array.from({ length: 10 }, () => products).flat());
    clearInterval(timer);

    expect(vectors).toHaveLength(10 * products.length);
    expect(turns).toBeGreaterThan(3);
  });

  it('gives vectors of length 1', async () => {
    const vectors = [
      ...(await encoder.encode(['flour and yeast', 'Saddles!'])),
      ...(await encoder.encodeProducts(products.slice(0, 5))),
      ...products.slice(0, 5).map((product) => encoder.typeVectorOf(product)),
    ];
    for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 5);
  });

  it('cuts a query like a product: case, endings and marks change nothing', async () => {
    const [plainly, oddly] = await encoder.encode(['cushion pedal', 'PEDALS, (cushions)']);
    expect(plainly).toEqual(oddly);
  });

  it('gives the zero vector for a text of unknown words, and for none', async () => {
    for (const vector of await encoder.encode(['zzyzx', '', '…', '沙发'])) {
      expect(vector).toHaveLength(encoder.dimensions);
      expect(isZero(vector)).toBe(true);
    }
  });

  it('tells kinds of products apart by their attribute keys and departments, whatever their words', () => {
    const of = (topic: string) =>
      encoder.typeVectorOf(
        plain({
          sku: 'x',
          title: 'flour',
          attributes: { [`${topic}_size`]: { kind: 'text', value: 'any' } },
        }),
      );
    const seat = products.find(({ sku }) => sku.startsWith('seating')) ?? plain({ sku: 'none' });

    expect(dot(of('seating'), encoder.typeVectorOf(seat))).toBeGreaterThan(0.9);
    expect(Math.abs(dot(of('baking'), encoder.typeVectorOf(seat)))).toBeLessThan(0.1);
    expect(isZero(encoder.typeVectorOf(plain({ sku: 'x' })))).toBe(true);
  });
});

describe('learning an encoder', () => {
  it('gives the same bits from the same products and seed', async () => {
    const products = streamOf(plantedCatalogue(60, 3));
    const first = await fitCatalogueEncoder(products, fit, quietly);
    expect(await fitCatalogueEncoder(products, fit, quietly)).toEqual(first);
  });

  it('learns Chinese like English', async () => {
    const kinds = [
      ['无线 蓝牙 耳机', '无线 蓝牙 音箱'],
      ['不锈钢 厨房 炒锅', '不锈钢 厨房 汤锅'],
      ['cotton summer shirt', 'cotton summer dress'],
      ['儿童 木制 积木', '儿童 木制 拼图'],
    ];
    const titles = Array.from({ length: 12 }, (_, n) => kinds.map((pair) => pair[n % 2] ?? ''));
    const encoder = await encoderOf(titled(...titles.flat()), { textRank: kinds.length });

    expect(await similarity(encoder, '耳机', '音箱')).toBeGreaterThan(0.9);
    expect(await similarity(encoder, '耳机', '炒锅')).toBeLessThan(0.1);
  });

  it('leaves out words of one product only, and words that tell nothing apart', async () => {
    const encoder = await encoderOf(
      titled(
        'new red lamp',
        'new red vase',
        'new blue lamp',
        'new blue vase',
        'new',
        'new',
        'new',
        'new unique',
      ),
    );

    const [unique, everywhere, red] = await encoder.encode(['unique', 'new', 'red']);

    expect(unique && isZero(unique)).toBe(true);
    expect(everywhere && isZero(everywhere)).toBe(true);
    expect(red && isZero(red)).toBe(false);
  });

  it('gives zero vectors where there is nothing to learn, and refuses an empty catalogue', async () => {
    const encoder = await encoderOf(titled('lonely lamp'));
    expect(encoder.dimensions).toBe(1);
    expect(await encoder.encode(['lamp'])).toEqual([Float32Array.of(0)]);

    await expect(fitCatalogueEncoder(streamOf([]), fit, quietly)).rejects.toMatchObject({
      code: 'NOTHING_TO_LEARN',
    });
  });

  it('learns directions from every so many-th product when there are too many, but knows the words of all', async () => {
    const products = plantedCatalogue(300, 7);
    const encoder = await encoderOf(products, { mostProducts: 60, textRank: 3 });

    expect(await similarity(encoder, 'flour', 'yeast')).toBeGreaterThan(0.5);
    expect(Math.abs(await similarity(encoder, 'flour', 'pedal'))).toBeLessThan(0.2);
  });

  it('tells how far it is, and ends when it is told to', async () => {
    const products = streamOf(plantedCatalogue(100, 1));
    const told: string[] = [];
    const controller = new AbortController();
    const context = {
      ...quietly,
      signal: controller.signal,
      onProgress: (stage: string, done: number, all: number | null) => {
        told.push(`${stage} ${done} of ${String(all)}`);
      },
    };
    await fitCatalogueEncoder(products, fit, context);
    expect(told).toContain('COUNTING 64 of null');
    expect(told).toContain('WEIGHING 100 of 100');
    expect(told).toContain('DECOMPOSING 6 of 6');

    const ending = fitCatalogueEncoder(products, fit, {
      ...context,
      onProgress: () => {
        controller.abort(new Error('enough'));
      },
    });
    await expect(ending).rejects.toThrow('enough');
  });
});
