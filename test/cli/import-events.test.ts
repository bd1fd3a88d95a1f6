import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { runCli, type CliResult } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

const PRODUCTS = ['{"sku":"hammer","title":"Hammer"}', '{"sku":"saw","title":"Saw"}'].join('\n');

const EVENTS_CSV = `event,user,item,time
view,anna,hammer,2026-01-01T10:00:00Z
addtocart,anna,hammer,2026-01-01T10:01:00Z
transaction,anna,hammer,2026-01-01T10:02:00Z
view,ben,ghost,2026-01-01T10:03:00Z
view,,saw,2026-01-01T10:04:00Z
view,anna,saw,2999-01-01
view,anna,hammer,2026-01-01T10:00:00Z
`;

const MAPPING = {
  fields: {
    kind: { column: 'event', values: { addtocart: 'ADD_TO_CART', transaction: 'PURCHASE' } },
    sku: 'item',
    shopper: 'user',
    occurredAt: 'time',
  },
};

const KEEP = ['--unknown-products', 'keep'];

describe('trove import events', () => {
  const folder = temporaryFolder();
  const trove = (args: readonly string[], input = ''): Promise<CliResult> =>
    runCli(args, { dataDir: folder.path('.'), input });
  const lastLine = ({ stdout }: CliResult): unknown =>
    JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

  const importCsv = ['import', 'events', 'events.csv', '--map', 'map.json', '--json'];

  beforeEach(() => {
    writeFileSync(folder.path('events.csv'), EVENTS_CSV);
    writeFileSync(folder.path('map.json'), JSON.stringify(MAPPING));
  });

  it('records the good rows once, however often it runs, and reports the bad ones', async () => {
    await trove(['import', 'products', '-'], PRODUCTS);

    const first = await trove(importCsv);
    const second = await trove(importCsv);

    expect(first.exitCode).toBe(0);
    expect(lastLine(first)).toMatchObject({ rows: 7, recorded: 3, duplicates: 1, rejected: 3 });
    expect(lastLine(second)).toMatchObject({ rows: 7, recorded: 0, duplicates: 4, rejected: 3 });
    const rejected = readFileSync(folder.path('events.csv.rejects.jsonl'), 'utf8');
    const problems = rejected.trim().split('\n');
    expect(problems.map((line) => JSON.parse(line) as object)).toMatchObject([
      { row: 5, field: 'sku', code: 'UNKNOWN_PRODUCT', values: { item: 'ghost' } },
      { row: 6, field: 'session', code: 'INVALID_INPUT' },
      { row: 7, field: 'occurredAt', code: 'INVALID_INPUT' },
    ]);
  });

  it('exports what it recorded, and takes it back without counting anything twice', async () => {
    const imported = await trove([...importCsv, ...KEEP]);

    const exported = await trove(['export', 'events']);
    const packed = await trove(['export', 'events', '--out', 'all.jsonl.gz']);
    const again = await trove(['import', 'events', '-', '--json', ...KEEP], exported.stdout);

    expect(lastLine(imported)).toMatchObject({ recorded: 4, duplicates: 1, rejected: 2 });
    const kinds = exported.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual(['VIEW', 'ADD_TO_CART', 'PURCHASE', 'VIEW']);
    expect(packed.exitCode).toBe(0);
    expect(gunzipSync(readFileSync(folder.path('all.jsonl.gz'))).toString()).toBe(exported.stdout);
    expect(lastLine(again)).toMatchObject({ recorded: 0, duplicates: 4, rejected: 0 });
  });

  it('takes the good rows before a place where the file is broken', async () => {
    writeFileSync(
      folder.path('events.jsonl'),
      '{"eventId":"e1","kind":"view","sku":"saw","session":"s"}\n{"eventId":\n',
    );

    const result = await trove(['import', 'events', 'events.jsonl', '--json', ...KEEP]);

    expect(lastLine(result)).toMatchObject({ rows: 2, recorded: 1, rejected: 1 });
  });

  it('fails with a reason when nothing could be imported', async () => {
    const absent = await trove(['import', 'events', 'nowhere.csv']);
    const unknown = await trove(['import', 'events', '-'], '{"kind":"view"}\n');
    const wrong = await trove(['import', 'events', 'events.csv', '--unknown-products', 'maybe']);

    expect([absent.exitCode, unknown.exitCode, wrong.exitCode]).toEqual([1, 1, 2]);
    expect(absent.stderr).toContain('[FILE_UNREADABLE]');
    expect(unknown.stderr).toContain('None of the 1 rows could be imported');
  });
});
