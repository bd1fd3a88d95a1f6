import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openParquet } from '../../../../src/adapters/row-readers/read-parquet';
import type { SourceRow } from '../../../../src/catalog/row-source.port';
import { temporaryFolder } from '../../../support/temporary-folder';

/** Five products in several row groups, written with hyparquet-writer 0.17: snappy in groups of 2, gzip in groups of 3 and 2. */
const fixture = (name: string) => join(__dirname, '../../../support/fixtures', name);

async function rowsOf(location: string): Promise<SourceRow[]> {
  const parquet = await openParquet(location);
  const rows: SourceRow[] = [];
  for await (const row of parquet.rows) rows.push(row);
  expect(parquet.fractionRead()).toBe(1);
  return rows;
}

describe('openParquet', () => {
  const folder = temporaryFolder();

  it.each(['products-snappy.parquet', 'products-gzip.parquet'])(
    'reads all row groups of %s, with types',
    async (name) => {
      const rows = await rowsOf(fixture(name));
      expect(rows.map(({ row, values }) => [row, values?.['sku'], values?.['title']])).toEqual([
        [1, 'a', 'Hammer'],
        [2, 'b', 'Saw'],
        [3, 'c', '螺丝刀'],
        [4, 'd', 'Drill'],
        [5, 'e', 'Nail'],
      ]);
      expect(rows[0]?.values).toEqual({
        sku: 'a',
        title: 'Hammer',
        price: 12.5,
        stock: 3,
        released: '2026-01-01T00:00:00.000Z',
        cordless: false,
      });
    },
  );

  it('gives what is not known as null, and integers beyond exact numbers as texts', async () => {
    const rows = await rowsOf(fixture('products-snappy.parquet'));
    expect(rows[2]?.values).toMatchObject({ price: null });
    expect(rows[3]?.values).toMatchObject({ stock: '9007199254740993' });
  });

  it('refuses a file whose rows are damaged, after those before', async () => {
    const bytes = readFileSync(fixture('products-gzip.parquet'));
    bytes.fill(0xff, 4, 60);
    writeFileSync(folder.path('damaged.parquet'), bytes);
    await expect(rowsOf(folder.path('damaged.parquet'))).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
    });
  });

  it('refuses a file that was cut off', async () => {
    const bytes = readFileSync(fixture('products-snappy.parquet'));
    writeFileSync(folder.path('cut.parquet'), bytes.subarray(0, bytes.length - 20));
    await expect(openParquet(folder.path('cut.parquet'))).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
    });
  });
});
