import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { LINE_BYTES } from '../../../../src/adapters/row-readers/lines';
import { openRows } from '../../../../src/adapters/row-readers/open-rows';
import { readCsv } from '../../../../src/adapters/row-readers/read-csv';
import { readJsonl } from '../../../../src/adapters/row-readers/read-jsonl';
import type { SourceRow } from '../../../../src/catalog/row-source.port';
import { TroveError } from '../../../../src/shared/errors';
import { temporaryFolder } from '../../../support/temporary-folder';

interface ReadRows {
  readonly rows: readonly SourceRow[];
  readonly failure: TroveError | null;
}

async function collect(rows: AsyncIterable<SourceRow>): Promise<ReadRows> {
  const read: SourceRow[] = [];
  try {
    for await (const row of rows) read.push(row);
    return { rows: read, failure: null };
  } catch (error) {
    if (error instanceof TroveError) return { rows: read, failure: error };
    throw error;
  }
}

/** Cut anywhere: where a chunk ends must not matter. */
async function* inChunks(bytes: Buffer | string, size: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.from(bytes);
  for (let start = 0; start < buffer.length; start += size)
    yield buffer.subarray(start, start + size);
}

const jsonl = (text: Buffer | string, size = 7) => collect(readJsonl(inChunks(text, size)));
const csv = (text: string, delimiter: string | null = null, size = 7) =>
  collect(readCsv(inChunks(text, size), delimiter));

/** Row number and values, or row number and `problem`. */
const brief = ({ rows }: ReadRows) =>
  rows.map((row) => [row.row, row.problem ? 'problem' : row.values]);

describe('readJsonl', () => {
  it('reads one object per line and counts all lines', async () => {
    const read = await jsonl('\uFEFF{"a":1}\r\n\n  \n{"a":"é😀"}');
    expect(brief(read)).toEqual([
      [1, { a: 1 }],
      [4, { a: 'é😀' }],
    ]);
  });

  it('makes a malformed line a problem of that line only', async () => {
    const read = await jsonl('{"a":1}\n{"a":\n[1]\n"x"\nnull\n{"a":2}\n');
    expect(brief(read)).toEqual([
      [1, { a: 1 }],
      [2, 'problem'],
      [3, 'problem'],
      [4, 'problem'],
      [5, 'problem'],
      [6, { a: 2 }],
    ]);
    expect(read.rows[1]?.problem).toMatchObject({ code: 'FILE_MALFORMED', field: null });
  });

  it('refuses a line that is too long and reads on', async () => {
    const long = `{"title":"${'x'.repeat(10_000_000)}"}`;
    const read = await jsonl(`{"a":1}\n${long}\n{"a":2}`, 65_536);
    expect(brief(read)).toEqual([
      [1, { a: 1 }],
      [2, 'problem'],
      [3, { a: 2 }],
    ]);
    expect(read.rows[1]?.problem?.code).toBe('TEXT_TOO_LONG');
  });

  it('takes a line of exactly the limit', async () => {
    const line = `"${'x'.repeat(LINE_BYTES - 2)}"`;
    const read = await jsonl(`${line}\n${line}x`, 65_536);
    expect(read.rows.map((row) => row.problem?.code)).toEqual(['FILE_MALFORMED', 'TEXT_TOO_LONG']);
  });

  it('refuses a line that is not UTF-8 and reads on', async () => {
    const read = await jsonl(Buffer.from([0x22, 0xe9, 0x22, 0x0a, 0x7b, 0x7d]));
    expect(brief(read)).toEqual([
      [1, 'problem'],
      [2, {}],
    ]);
  });

  it('says what to do with a JSON array', async () => {
    const { failure } = await jsonl('[\n{"a":1},\n{"a":2}]');
    expect(failure).toMatchObject({ code: 'FILE_MALFORMED' });
    expect(failure?.message).toContain('jq');
  });

  it('never throws anything unforeseen, whatever the bytes and wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, size) => {
          const whole = await jsonl(Buffer.from(bytes), 1_000);
          expect(await jsonl(Buffer.from(bytes), size)).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('readCsv', () => {
  it('reads cells by the names of the header', async () => {
    const read = await csv(
      '\uFEFFsku,title,price\r\na,"Hammer, big",12\r\n\r\nb,"say ""hi""",\r\n',
    );
    expect(brief(read)).toEqual([
      [2, { sku: 'a', title: 'Hammer, big', price: '12' }],
      [4, { sku: 'b', title: 'say "hi"' }],
    ]);
  });

  it('counts a row by the line where it begins', async () => {
    const read = await csv('a,b\n1,"x\ny\n\nz"\n2,w\n');
    expect(brief(read)).toEqual([
      [2, { a: '1', b: 'x\ny\n\nz' }],
      [6, { a: '2', b: 'w' }],
    ]);
  });

  it.each([
    [';', 'a;b,c\n1;2,5'],
    ['\t', 'a\tb,c\n1\t2,5'],
    ['|', 'a|b,c\n1|2,5'],
  ])('finds out the delimiter %j', async (mark, text) => {
    // One more than commas decides; here they tie, and the comma would win: so the header gets another column.
    const wider = text.replace('\n', `${mark}d\n`).concat(`${mark}3`);
    expect(brief(await csv(wider))).toEqual([[2, { a: '1', 'b,c': '2,5', d: '3' }]]);
  });

  it('takes the delimiter that it is told', async () => {
    expect(brief(await csv('a,b;c\n1,2;3', ';'))).toEqual([[2, { 'a,b': '1,2', c: '3' }]]);
  });

  it('refuses a row with a broken quote and reads on with the next line', async () => {
    const read = await csv(
      'a,b\n1,"bro"ken\n2,ok\n3,17" screen\n4,ok\n5,"open\n6,ok\n7,"fine, too"\n',
    );
    expect(brief(read)).toEqual([
      [2, 'problem'],
      [3, { a: '2', b: 'ok' }],
      [4, 'problem'],
      [5, { a: '4', b: 'ok' }],
      [6, 'problem'],
      [7, { a: '6', b: 'ok' }],
      [8, { a: '7', b: 'fine, too' }],
    ]);
    expect(read.rows[0]?.problem).toMatchObject({ code: 'FILE_MALFORMED' });
    expect(read.rows[0]?.problem?.message).toContain('quote');
  });

  it('does not hold the rest of a large file for a quote that never closes', async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `${index},some text of a row`);
    const read = await csv(`a,b\nx,"open\n${rows.join('\n')}\n`, null, 65_536);
    expect(read.rows).toHaveLength(200_001);
    expect(read.rows.filter((row) => row.problem)).toMatchObject([{ row: 2 }]);
  });

  it('refuses a row with more or fewer cells than the header', async () => {
    const read = await csv('a,b\n1\n1,2,3\n1,2\n');
    expect(brief(read)).toEqual([
      [2, 'problem'],
      [3, 'problem'],
      [4, { a: '1', b: '2' }],
    ]);
  });

  it.each([
    ['repeats a column', 'a,b,a\n1,2,3'],
    ['has a broken quote', 'a,"b\n1,2'],
  ])('refuses a header that %s', async (_what, text) => {
    expect((await csv(text)).failure).toMatchObject({ code: 'FILE_MALFORMED' });
  });

  it('reads nothing from an empty file', async () => {
    expect(await csv('\n\n')).toEqual({ rows: [], failure: null });
  });

  it('gives back the cells that were written, wherever chunks end', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', ';', ' ', 'é'),
      maxLength: 6,
    });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (cells, size) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = cells.map((row) => row.map(quote).join(','));
        const read = await csv(`x,y\n${lines.join('\n')}\n`, ',', size);
        const back = read.rows.map((row) => [row.values?.['x'] ?? '', row.values?.['y'] ?? '']);
        expect(back).toEqual(cells);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws anything unforeseen, whatever the text', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' '),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(text, async (wild) => {
        await csv(wild);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('openRows', () => {
  const folder = temporaryFolder();

  const open = async (name: string, content: Buffer | string) => {
    writeFileSync(folder.path(name), content);
    return openRows({ location: folder.path(name), format: null, delimiter: null });
  };

  it('knows gzip by its first bytes, whatever the name', async () => {
    const stream = await open('rows.jsonl', gzipSync('{"a":1}\n{"a":2}\n'));
    expect(brief(await collect(stream.rows))).toEqual([
      [1, { a: 1 }],
      [2, { a: 2 }],
    ]);
    expect(stream.fractionRead()).toBe(1);
  });

  it.each([
    ['rows.ndjson', 'jsonl'],
    ['rows.csv.gz', 'csv'],
    ['ROWS.TSV', 'csv'],
  ])('takes %s for %s', async (name, format) => {
    expect((await open(name, '')).format).toBe(format);
  });

  it('gives every whole row of a gzip file that is cut off, and then says so', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `{"sku":"${index * 7919}"}`);
    const packed = gzipSync(lines.join('\n'));
    const stream = await open('cut.jsonl.gz', packed.subarray(0, packed.length - 2_000));
    const { rows, failure } = await collect(stream.rows);

    expect(failure).toMatchObject({ code: 'FILE_MALFORMED' });
    expect(failure?.message).toContain('ends in the middle');
    expect(rows.length).toBeGreaterThan(15_000);
    expect(rows.map((row) => row.values?.['sku'])).toEqual(
      rows.map((_, index) => String(index * 7919)),
    );
  });

  it('says what a damaged gzip file is', async () => {
    const packed = gzipSync('{"a":1}\n'.repeat(1_000));
    packed.fill(0xff, 20, 40);
    const { failure } = await collect((await open('bad.jsonl.gz', packed)).rows);
    expect(failure).toMatchObject({ code: 'FILE_MALFORMED' });
  });

  it('leaves out what follows the gzip data', async () => {
    const padded = Buffer.concat([gzipSync('{"a":1}\n'), Buffer.alloc(100_000)]);
    const read = await collect((await open('padded.jsonl.gz', padded)).rows);
    expect(brief(read)).toEqual([[1, { a: 1 }]]);
    expect(read.failure).toBeNull();
  });

  it('reads gzip files that were joined together', async () => {
    const joined = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')]);
    expect(brief(await collect((await open('joined.jsonl.gz', joined)).rows))).toEqual([
      [1, { a: 1 }],
      [2, { a: 2 }],
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['UTF-16', Buffer.from([0xff, 0xfe, 0x7b, 0x00]), 'UTF-16'],
    ['a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04]), 'Excel'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'zstdcat'],
  ])('says what to do with %s', async (_what, bytes, remedy) => {
    const { failure } = await collect((await open('rows.csv', bytes)).rows);
    expect(failure).toMatchObject({ code: 'FILE_MALFORMED' });
    expect(failure?.message).toContain(remedy);
  });

  it.each([
    ['a file that does not exist', 'nowhere.jsonl', 'FILE_UNREADABLE'],
    ['a name that does not tell its format', 'rows.txt', 'INVALID_INPUT'],
    ['a Parquet file that does not exist', 'nowhere.parquet', 'FILE_UNREADABLE'],
  ])('refuses %s', async (_what, name, code) => {
    const opening = openRows({ location: folder.path(name), format: null, delimiter: null });
    await expect(opening).rejects.toMatchObject({ code });
  });

  it('refuses a folder', async () => {
    const opening = openRows({ location: folder.path('.'), format: 'jsonl', delimiter: null });
    await expect(opening).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('refuses what is called Parquet and is not', async () => {
    await expect(open('fake.parquet', 'not parquet at all')).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
    });
  });

  it('says that Parquet cannot come from standard input', async () => {
    const opening = openRows({ location: '-', format: 'parquet', delimiter: null });
    await expect(opening).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
