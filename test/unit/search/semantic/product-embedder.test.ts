import { TypeOrmProductStore } from '../../../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../../../../src/adapters/storage-typeorm/typeorm-vector-store';
import type { Product } from '../../../../src/catalog/product.types';
import { ProductEmbedder } from '../../../../src/search/semantic/product-embedder';
import { asEncoderId, type TextEncoder } from '../../../../src/search/semantic/text-encoder.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { asImportRunId, asSku } from '../../../../src/shared/ids';
import { freshSqlite } from '../../../support/databases';
import { plain } from '../../../support/plain-product';

const never = new AbortController().signal;

/** Encodes a product by the length of its title, and remembers what it was asked for. */
function lengthEncoder(id: string) {
  const asked: string[] = [];
  const of = (text: string) => Float32Array.of(text.length, 1);
  const encoder: TextEncoder = {
    id: asEncoderId(id),
    dimensions: 2,
    encode: async (texts) => texts.map(of),
    encodeProducts: async (products) => {
      asked.push(...products.map(({ sku }) => sku));
      return products.map(({ title }) => of(title));
    },
  };
  return { encoder, asked };
}

describe('bringing vectors up to date', () => {
  const databases = freshSqlite();
  let store: TypeOrmProductStore;
  let vectors: TypeOrmVectorStore;
  let embedder: ProductEmbedder;
  let runs = 0;

  const put = (products: readonly Product[]) =>
    store.upsert(products, asImportRunId(`run-${(runs += 1)}`));

  const many = (count: number) => Array.from({ length: count }, (_, n) => plain({ sku: `p${n}` }));

  beforeEach(async () => {
    const database = await databases.open();
    store = new TypeOrmProductStore(database, []);
    vectors = new TypeOrmVectorStore(database);
    embedder = new ProductEmbedder(vectors, store);
  });

  const serving = async () =>
    (await vectors.sets()).filter(({ state }) => state === 'SERVING').map(({ encoder }) => encoder);

  it('encodes every product once, tells how far it is, and lets the vectors serve', async () => {
    await put(many(450));
    const { encoder, asked } = lengthEncoder('first');
    const told: number[] = [];

    const run = await embedder.run(encoder, 'catalogue', never, (encoded) => told.push(encoded));

    expect(run).toEqual({ encoded: 450, serves: true });
    expect(new Set(asked).size).toBe(asked.length);
    expect(told).toEqual([200, 400, 450]);
    expect(await serving()).toEqual(['first']);
  });

  it('encodes only what is new or changed the next time', async () => {
    const { encoder, asked } = lengthEncoder('first');
    await put(many(3));
    await embedder.run(encoder, 'catalogue', never);
    asked.length = 0;

    expect(await embedder.run(encoder, 'catalogue', never)).toEqual({ encoded: 0, serves: true });
    await put([
      plain({ sku: 'p1', title: 'Longer title', updatedAt: asEpochMs(9) }),
      plain({ sku: 'new' }),
    ]);
    await embedder.run(encoder, 'catalogue', never);

    expect(asked.sort()).toEqual(['new', 'p1']);
    const last = new Map((await vectors.changes(encoder.id, 0, 100)).map((one) => [one.sku, one]));
    expect(last.get(asSku('p1'))?.vector?.[0]).toBe('Longer title'.length);
  });

  it('leaves the old encoder serving when it is ended, and goes on where it was', async () => {
    await put(many(450));
    await embedder.run(lengthEncoder('old').encoder, 'catalogue', never);
    const { encoder, asked } = lengthEncoder('new');
    const controller = new AbortController();
    const ended = embedder.run(encoder, 'catalogue', controller.signal, () => {
      controller.abort(new Error('enough'));
    });

    await expect(ended).rejects.toThrow('enough');
    expect(await serving()).toEqual(['old']);
    expect(asked).toHaveLength(200);

    expect(await embedder.run(encoder, 'catalogue', never)).toEqual({ encoded: 250, serves: true });
    expect(await serving()).toEqual(['new']);
  });

  it('keeps the old encoder serving when the new one gives no numbers', async () => {
    await put(many(2));
    await embedder.run(lengthEncoder('old').encoder, 'catalogue', never);
    const broken: TextEncoder = {
      ...lengthEncoder('broken').encoder,
      encodeProducts: async (products) => products.map(() => Float32Array.of(NaN, 1)),
    };

    await expect(embedder.run(broken, 'catalogue', never)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
    });
    expect(await serving()).toEqual(['old']);
  });
});
