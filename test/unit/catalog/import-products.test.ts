import { exportProducts } from '../../../src/catalog/export-products';
import { importProducts, type ImportOrder } from '../../../src/catalog/import-products';
import type { RejectedRow } from '../../../src/catalog/import-rows';
import { plainDrafts } from '../../../src/catalog/plain-drafts';
import type { RowStream, SourceRow } from '../../../src/catalog/row-source.port';
import type { Trove } from '../../../src/server/composition-root';
import { TroveError } from '../../../src/shared/errors';
import { openTroveIn } from '../../support/open-trove';
import { temporaryFolder } from '../../support/temporary-folder';

const row = (number: number, values: Record<string, unknown>): SourceRow => ({
  row: number,
  values,
});

const products = (count: number, firstRow = 1): SourceRow[] =>
  Array.from({ length: count }, (_, index) =>
    row(firstRow + index, { sku: `p${firstRow + index}`, title: `Product ${firstRow + index}` }),
  );

/** Gives the rows, and then throws the failure if there is one. */
function streamOf(rows: Iterable<SourceRow>, failure?: TroveError): RowStream {
  async function* read(): AsyncGenerator<SourceRow> {
    yield* rows;
    if (failure) throw failure;
  }
  return { format: 'jsonl', rows: read(), fractionRead: () => null };
}

describe('importProducts', () => {
  const folder = temporaryFolder();
  let trove: Trove;
  let rejected: RejectedRow[];

  beforeEach(async () => {
    trove = await openTroveIn(folder.path('data'));
    rejected = [];
  });

  afterEach(async () => {
    await trove.close();
  });

  const run = (source: RowStream, more: Partial<ImportOrder> = {}) =>
    importProducts(trove.catalog, {
      source,
      toDraft: plainDrafts('jsonl'),
      replace: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onRejected: async (one) => void rejected.push(one),
      ...more,
    });

  it('counts every row once, and tells every fault with its row and values', async () => {
    const summary = await run(
      streamOf([
        ...products(3),
        { row: 4, problem: { row: 4, field: null, code: 'FILE_MALFORMED', message: 'no JSON' } },
        row(5, { sku: '', title: '' }),
        row(6, { sku: 'p1', title: 'Product 1 again' }),
      ]),
    );
    expect(summary).toEqual({
      rows: 6,
      created: 3,
      updated: 0,
      unchanged: 0,
      merged: 1,
      rejected: 2,
      removed: null,
      failure: null,
      stopped: false,
    });
    expect(rejected.map(({ row: number, field, values }) => [number, field, values])).toEqual([
      [4, null, undefined],
      [5, 'sku', { sku: '', title: '' }],
      [5, 'title', { sku: '', title: '' }],
    ]);
  });

  it('names the row of the file in later batches too', async () => {
    await run(streamOf([...products(1_200), row(1_300, { sku: 'x' })]));
    expect(rejected.map(({ row: number }) => number)).toEqual([1_300]);
    expect(await trove.catalog.count()).toBe(1_200);
  });

  it('merges rows about the same product in different batches', async () => {
    const again = products(600).map(({ values }, index) =>
      row(601 + index, { sku: values?.['sku'], title: 'Again', brand: 'Acme' }),
    );
    const summary = await run(streamOf([...products(600), ...again]));
    expect(summary).toMatchObject({ created: 600, merged: 600 });
    expect(await trove.catalog.count()).toBe(600);
  });

  it('changes nothing when it runs again', async () => {
    await run(streamOf(products(700)));
    expect(await run(streamOf(products(700)))).toMatchObject({ created: 0, unchanged: 700 });
  });

  it('keeps the good rows before the place where reading fails', async () => {
    const failure = new TroveError('FILE_MALFORMED', 'cut off');
    const summary = await run(streamOf(products(510), failure), { replace: true });
    expect(summary).toMatchObject({ rows: 510, created: 510, failure, removed: null });
    expect(await trove.catalog.count()).toBe(510);
  });

  it('passes on what nobody foresaw', async () => {
    const failing = { ...streamOf([]), rows: streamOf([], new RangeError() as never).rows };
    await expect(run(failing)).rejects.toThrow(RangeError);
  });

  it('stops after the batch at hand when it is asked to', async () => {
    const controller = new AbortController();
    const summary = await run(streamOf(products(5_000)), {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    expect(summary).toMatchObject({ rows: 500, created: 500, stopped: true });
  });

  it('reads no further ahead than one batch', async () => {
    let given = 0;
    let stored = 0;
    function* counted(): Generator<SourceRow> {
      for (const one of products(3_000)) {
        given += 1;
        expect(given - stored).toBeLessThanOrEqual(500);
        yield one;
      }
    }
    await run(streamOf(counted()), { onProgress: (tally) => (stored = tally.rows) });
    expect(stored).toBe(3_000);
  });

  describe('with --replace', () => {
    beforeEach(async () => {
      await run(streamOf(products(3)));
    });

    it('removes the products that the file does not bring', async () => {
      expect(await run(streamOf(products(2, 2)), { replace: true })).toMatchObject({ removed: 1 });
      expect((await trove.catalog.page(null, 10)).map(({ sku }) => sku)).toEqual(['p2', 'p3']);
    });

    it.each<[string, SourceRow[]]>([
      ['a row was rejected', [...products(1), row(2, { sku: 'p2' })]],
      ['the file was empty', []],
    ])('removes nothing when %s', async (_when, rows) => {
      expect(await run(streamOf(rows), { replace: true })).toMatchObject({ removed: null });
      expect(await trove.catalog.count()).toBe(3);
    });
  });

  it('imports an export without loss', async () => {
    await run(
      streamOf([
        row(1, {
          sku: 'a',
          title: '扳手 <3 cm',
          description: 'x',
          brand: 'Acme',
          identifiers: ['1'],
          categories: [['Tools > more', 'B']],
          price: 19.99,
          currency: 'USD',
          availability: 'PREORDER',
          tags: ['t'],
          imageUrls: ['/1.svg'],
          attributes: { w: 1.5, ok: true, list: ['only'], text: '42' },
          locale: 'zh-CN',
          publishedAt: '2026-02-28',
        }),
        ...products(600, 2),
      ]),
    );
    const before = await trove.catalog.page(null, 1_000);
    const lines: string[] = [];
    for await (const line of exportProducts(trove.catalog)) lines.push(line);
    expect(lines).toHaveLength(601);

    const exported = lines.map((line, index) =>
      row(index + 1, JSON.parse(line) as object as never),
    );
    expect(await run(streamOf(exported))).toMatchObject({ unchanged: 601, rejected: 0 });
    const other = await openTroveIn(folder.path('other'));
    await importProducts(other.catalog, {
      source: streamOf(exported),
      toDraft: plainDrafts('jsonl'),
      replace: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onRejected: async (one) => void rejected.push(one),
    });
    const after = await other.catalog.page(null, 1_000);
    await other.close();
    const timeless = (product: object) => ({ ...product, updatedAt: 0 });
    expect(after.map(timeless)).toEqual(before.map(timeless));
    expect(rejected).toEqual([]);
  });
});
