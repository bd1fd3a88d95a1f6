import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TypeOrmArtefactStore } from '../../src/adapters/storage-typeorm/typeorm-artefact-store';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmVectorStore } from '../../src/adapters/storage-typeorm/typeorm-vector-store';
import { VectorRemover } from '../../src/adapters/storage-typeorm/vector-remover';
import type { Database } from '../../src/adapters/storage-typeorm/database';
import type { Product } from '../../src/catalog/product.types';
import { EmbedProducts } from '../../src/search/semantic/embed-products';
import type { CatalogueTeacher } from '../../src/search/semantic/encoder-source.port';
import { EncoderShelf } from '../../src/server/encoder-shelf';
import { embedInThread } from '../../src/server/embedding-thread';
import { LearningEncoder } from '../../src/server/learning-encoder';
import { svdHere } from '../../ml-models/text-encoder/svd-in-worker';
import { asEpochMs } from '../../src/shared/clock';
import { asImportRunId } from '../../src/shared/ids';
import { silentLogger } from '../../src/shared/logger';
import { freshSqlite } from '../support/databases';
import { analyzer, plantedCatalogue } from '../support/planted-catalogue';
import { plain } from '../support/plain-product';

const never = new AbortController().signal;

/** As `npm run build:server` compiles it; `npm test` builds first. */
const PROGRAM = join(__dirname, '../../dist/src/server/embedding-worker.js');

describe('keeping the vectors of a catalogue', () => {
  const databases = freshSqlite();
  let database: Database;
  let store: TypeOrmProductStore;
  let vectors: TypeOrmVectorStore;
  let artefacts: TypeOrmArtefactStore;
  let taught: number;
  let runs = 0;

  beforeEach(async () => {
    database = await databases.open();
    store = new TypeOrmProductStore(database, [new VectorRemover('sqlite')]);
    vectors = new TypeOrmVectorStore(database);
    artefacts = new TypeOrmArtefactStore(database);
    taught = 0;
  });

  const put = (products: readonly Product[]) =>
    store.upsert(products, asImportRunId(`run-${(runs += 1)}`));

  /** A process that begins: it remembers nothing. */
  function process(): EmbedProducts {
    const source = new EncoderShelf({ artefacts, analyzer, folder: '/nowhere' });
    const parts = { products: store, artefacts, source, analyzer, runSvd: svdHere };
    const learning = new LearningEncoder({ ...parts, clock: () => asEpochMs(1) });
    const teacher: CatalogueTeacher = {
      teach: (signal) => {
        taught += 1;
        return learning.teach(signal);
      },
      forget: (encoders) => learning.forget(encoders),
    };
    return new EmbedProducts({
      vectors,
      products: store,
      source,
      teacher,
      sentence: null,
      logger: silentLogger,
    });
  }

  const sets = async () => {
    const all = await vectors.sets();
    return Object.fromEntries(all.map(({ state, encoder }) => [state, encoder]));
  };

  it('learns an encoder, encodes every product, and lets the vectors serve', async () => {
    await put(plantedCatalogue(60, 1));
    const told: number[] = [];

    const report = await process().run(never, (done) => told.push(done));

    const { SERVING } = await sets();
    expect(report).toEqual({ encoded: 60, nowServing: [SERVING] });
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
    expect(await artefacts.get(SERVING ?? '')).not.toBeNull();
  });

  it('has nothing to do when nothing changed, and encodes only what did', async () => {
    await put(plantedCatalogue(60, 1));
    await process().run(never);
    expect(await process().run(never)).toEqual({ encoded: 0, nowServing: [] });

    const changed = plain({ sku: 'new', title: 'velvet sofa', updatedAt: asEpochMs(9) });
    await put([changed]);
    expect(await process().run(never)).toEqual({ encoded: 1, nowServing: [] });
    expect(taught).toBe(1);
  });

  it('has no encoder for a shop of a few dozen products', async () => {
    await put(plantedCatalogue(49, 1));
    expect(await process().run(never)).toEqual({ encoded: 0, nowServing: [] });
    expect(await sets()).toEqual({});
  });

  it('learns another one when the catalogue has outgrown it, and keeps the old one beside it', async () => {
    await put(plantedCatalogue(60, 1));
    await process().run(never);
    const { SERVING: first } = await sets();

    await put(plantedCatalogue(90, 2));
    const report = await process().run(never);

    const { SERVING: second, RETIRED } = await sets();
    expect(taught).toBe(2);
    expect(report).toEqual({ encoded: 90, nowServing: [second] });
    expect(RETIRED).toBe(first);
    expect(await artefacts.get(first ?? '')).not.toBeNull();
  });

  it('takes encoders away with the last of their vectors', async () => {
    const ids: string[] = [];
    for (const size of [60, 120, 240]) {
      await put(plantedCatalogue(size, 1));
      await process().run(never);
      ids.push((await sets())['SERVING'] ?? '');
    }
    expect(await artefacts.get(ids[0] ?? '')).toBeNull();
    expect(await artefacts.get(ids[1] ?? '')).not.toBeNull();
  });

  it('goes on where a run was ended, and the old vectors serve until the new ones are complete', async () => {
    await put(plantedCatalogue(60, 1));
    await process().run(never);
    const { SERVING: first } = await sets();
    await put(plantedCatalogue(500, 2));
    const stop = new AbortController();

    const ended = process().run(stop.signal, () => {
      stop.abort(new Error('the process ends'));
    });

    await expect(ended).rejects.toThrow('the process ends');
    const { SERVING, BUILDING } = await sets();
    expect(SERVING).toBe(first);
    const report = await process().run(never);
    expect(report).toEqual({ encoded: 300, nowServing: [BUILDING] });
    expect(taught).toBe(2);
  });

  it('learns anew when what was kept is damaged or gone', async () => {
    await put(plantedCatalogue(60, 1));
    await process().run(never);
    const { SERVING: first } = await sets();
    await artefacts.drop(first ?? '');

    const report = await process().run(never);

    // The same catalogue teaches the same encoder: its vectors still fit.
    expect(report).toEqual({ encoded: 0, nowServing: [] });
    expect(taught).toBe(2);
    expect(await artefacts.get(first ?? '')).not.toBeNull();
  });

  it('takes vectors away with their products', async () => {
    const products = plantedCatalogue(60, 1);
    await put(products);
    await process().run(never);
    const { SERVING } = await sets();
    const gone = products.slice(0, 2).map(({ sku }) => sku);
    await store.delete(gone);

    const last = (await vectors.changes(SERVING as never, 0, 1000)).filter(({ vector }) => !vector);
    expect(last.map(({ sku }) => sku)).toEqual([...gone].sort());
  });

  describe('in a thread of its own', () => {
    beforeAll(() => {
      if (!existsSync(PROGRAM)) throw new Error('Run `npm run build:server` first.');
    });

    const inThread = (signal: AbortSignal, onProgress: () => void = () => undefined) =>
      embedInThread(
        { database: database.location, folder: '/nowhere' },
        { signal, onProgress, logger: silentLogger },
        PROGRAM,
      );

    it('does the same, and the event loop goes on meanwhile', async () => {
      await put(plantedCatalogue(300, 1));
      let turns = 0;
      const turning = setInterval(() => (turns += 1), 1);
      const report = await inThread(never).finally(() => {
        clearInterval(turning);
      });

      expect(report).toEqual({ encoded: 300, nowServing: [(await sets())['SERVING']] });
      expect(turns).toBeGreaterThan(10);
      expect(await process().run(never)).toEqual({ encoded: 0, nowServing: [] });
      expect(taught).toBe(0);
    });

    it('ends when it is told to, and the next one goes on', async () => {
      await put(plantedCatalogue(1000, 1));
      const stop = new AbortController();
      const ended = inThread(stop.signal, () => {
        stop.abort(new Error('the process ends'));
      });
      await expect(ended).rejects.toThrow('the process ends');
      const before = Object.keys(await sets());

      const { encoded, nowServing } = await inThread(never);

      expect(before).toEqual(['BUILDING']);
      expect(encoded).toBeLessThan(1000);
      expect(nowServing).toHaveLength(1);
    });

    it('fails with the failure of the work', async () => {
      const location = { kind: 'sqlite', file: join(__filename, 'trove.db') } as const;
      const context = { signal: never, onProgress: () => undefined, logger: silentLogger };
      await expect(
        embedInThread({ database: location, folder: '/nowhere' }, context, PROGRAM),
      ).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
    });
  });
});
