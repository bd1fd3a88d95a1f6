import { cp, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { installSentenceEncoder } from '../../ml-models/sentence-encoder/install-sentence-encoder';
import {
  encoderFolder,
  openSentenceEncoder,
  runtimeFolder,
} from '../../ml-models/sentence-encoder/installed-encoder';
import type { SentenceEncoder } from '../../ml-models/sentence-encoder/sentence-encoder';
import { MINI_LM, sentenceEncoderId } from '../../ml-models/sentence-encoder/sentence-sources';
import { WordPieces } from '../../ml-models/sentence-encoder/word-pieces';
import { NeighbourSearch } from '../../src/search/semantic/neighbour-search';
import { dot, unit } from '../../src/search/semantic/vector-math';
import { Deadline } from '../../src/shared/deadline';
import { asImportRunId } from '../../src/shared/ids';
import { eventually } from '../support/eventually';
import known from '../support/fixtures/sentence-vectors.json';
import { openTroveIn } from '../support/open-trove';
import { plain } from '../support/plain-product';
import {
  describeSentenceEncoder,
  ENCODER_INSTALL_MS,
  sentenceEncoderRoot,
} from '../support/sentence-encoder';
import { plantedCatalogue } from '../support/planted-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

describeSentenceEncoder('the sentence encoder', () => {
  let root: string;
  let encoder: SentenceEncoder;

  beforeAll(async () => {
    root = await sentenceEncoderRoot();
    encoder = await openSentenceEncoder(root, MINI_LM, 1);
  }, ENCODER_INSTALL_MS);

  afterAll(() => encoder.close());

  it('cuts texts into the pieces that the tokenizer of its makers gives', async () => {
    const vocabulary = await readFile(join(encoderFolder(root, MINI_LM), 'vocab.txt'), 'utf8');
    const words = new WordPieces({ vocabulary, mostTokens: MINI_LM.mostTokens });

    for (const { text, tokens } of known) expect(words.numbersOf(text)).toEqual(tokens);
  });

  it('gives the vectors that the same weights give in another program', async () => {
    const vectors = await encoder.encode(known.map(({ text }) => text));

    known.forEach(({ vector }, place) => {
      expect(dot(vectors[place] ?? new Float32Array(), unit(vector))).toBeGreaterThan(0.9999);
    });
  });

  it('gives a text the same vector alone and among others, in the order of the texts', async () => {
    const texts = ['a', 'usb c charger for laptops', 'red velvet sofa'];
    const together = await encoder.encode(texts);

    for (const [place, text] of texts.entries()) {
      const [alone = new Float32Array()] = await encoder.encode([text]);
      expect(dot(alone, together[place] ?? new Float32Array())).toBeCloseTo(1, 5);
      expect(dot(alone, alone)).toBeCloseTo(1, 5);
    }
  });

  it('answers many who ask at the same time, about products and queries', async () => {
    const texts = Array.from({ length: 100 }, (_, n) => `query ${n % 10}`);
    const products = Array.from({ length: 20 }, (_, n) =>
      plain({ sku: `p${n}`, title: 'query 7' }),
    );

    const [queries, encoded] = await Promise.all([
      Promise.all(texts.map((text) => encoder.encode([text]))),
      encoder.encodeProducts(products),
    ]);

    expect(queries).toHaveLength(100);
    queries.forEach(([vector], n) => {
      const [first] = queries[n % 10] ?? [];
      expect(dot(vector ?? new Float32Array(), first ?? new Float32Array())).toBeCloseTo(1, 5);
    });
    expect(new Set(encoded.map((vector) => vector.length))).toEqual(new Set([384]));
  });

  it('gives each product its own vector, whatever the length of the others', async () => {
    const titles = ['a long title about velvet sofas and armrests', 'hub', 'red usb c charger'];
    const products = titles.map((title, n) => plain({ sku: `p${n}`, title }));
    const together = await encoder.encodeProducts(products);

    for (const [place, product] of products.entries()) {
      const [alone = new Float32Array()] = await encoder.encodeProducts([product]);
      expect(dot(alone, together[place] ?? new Float32Array())).toBeCloseTo(1, 5);
    }
  });

  it('has nothing near a text without a word, and does not begin after the deadline', async () => {
    expect(await encoder.encode([' '])).toEqual([new Float32Array(384)]);
    const late = Deadline.after(0, () => 0);
    await expect(encoder.encode(['sofa'], late)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });

  it('is told when it is closed', async () => {
    const other = await openSentenceEncoder(root, MINI_LM, 1);
    await other.encode(['sofa']);
    await other.close();
    await expect(other.encode(['sofa'])).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  describe('installing', () => {
    const folder = temporaryFolder();
    const quietly = { source: MINI_LM, onStep: () => undefined };
    const { signal } = new AbortController();

    /** A root with the runtime, but no encoder. */
    const rootWithRuntime = async () => {
      const own = folder.path('encoders');
      await mkdir(own);
      await symlink(runtimeFolder(root), join(own, basename(runtimeFolder(root))));
      return own;
    };

    it('refuses a folder without the files, and files that are others', async () => {
      const own = await rootWithRuntime();
      const from = folder.path('from');
      await expect(
        installSentenceEncoder({ ...quietly, root: own, from, signal }),
      ).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });

      await mkdir(from);
      await writeFile(join(from, 'model.safetensors'), 'something else');
      await expect(
        installSentenceEncoder({ ...quietly, root: own, from, signal }),
      ).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
      expect(await readdir(own)).toEqual([basename(runtimeFolder(root))]);
    });

    it('refuses to run what was damaged since', async () => {
      const own = await rootWithRuntime();
      const copy = encoderFolder(own, MINI_LM);
      await cp(encoderFolder(root, MINI_LM), copy, { recursive: true });
      await truncate(join(copy, 'network.onnx'), 1000);

      const damaged = await openSentenceEncoder(own, MINI_LM, 1);
      await expect(damaged.encode(['sofa'])).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
      await damaged.close();
    });

    it('says what to do where nothing is installed', async () => {
      await expect(openSentenceEncoder(folder.path('none'), MINI_LM, 1)).rejects.toMatchObject({
        code: 'ENCODER_UNAVAILABLE',
        message: expect.stringContaining('trove encoder install') as string,
      });
    });

    it('names the encoder after its contents', () => {
      const id = sentenceEncoderId(MINI_LM);
      expect(id).toMatch(/^sentence-[0-9a-f]{16}$/);
      expect(sentenceEncoderId({ ...MINI_LM, mostTokens: 32 })).not.toBe(id);
      expect(sentenceEncoderId({ ...MINI_LM, weightsSha256: '0' })).not.toBe(id);
    });
  });

  describe('in a whole Trove', () => {
    const folder = temporaryFolder();

    it('serves beside the one of the catalogue once every product has its vector, until it is removed', async () => {
      const dataDir = folder.path('data');
      await mkdir(dataDir);
      await symlink(root, join(dataDir, 'encoders'));
      const trove = await openTroveIn(dataDir);
      try {
        const { semantics, productStore } = trove;
        await productStore.upsert(plantedCatalogue(60, 1), asImportRunId('run'));
        const context = { signal: new AbortController().signal, progress: () => undefined };
        await semantics.embedding.turn(context);
        await eventually(() => semantics.spaces.serving('sentence') !== null);

        expect(semantics.spaces.serving('catalogue')?.encoder).toMatch(/^catalogue-/);
        const neighbours = new NeighbourSearch(semantics.spaces, semantics.vectors);
        // No word of it stands in the catalogue.
        const request = {
          text: 'bicycle wheel',
          slot: 'sentence',
          filter: null,
          limit: 5,
        } as const;
        const found = await neighbours.nearest({ ...request, unavailable: 'SHOW' });
        expect(found.map(({ sku }) => sku.split('-')[0])).toEqual(Array(5).fill('cycling'));

        await semantics.store.clear('sentence');
        semantics.vectors.lookAgain();
        await semantics.spaces.lookAgain();
        expect(semantics.spaces.serving('sentence')).toBeNull();
      } finally {
        await trove.close();
      }
    });
  });
});
