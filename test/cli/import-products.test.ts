import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { runCli, startCli } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

interface Refusal {
  readonly exitCode: number;
  readonly message: string;
}

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** The JSON object that `--json` prints last. */
function resultOf(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

describe('trove import products', () => {
  const folder = temporaryFolder();
  let dataDir: string;

  beforeEach(() => {
    dataDir = folder.path('data');
    mkdirSync(dataDir);
  });

  const trove = (args: readonly string[], input?: string | Buffer) =>
    runCli(args, { dataDir, cwd: folder.path('.'), ...(input !== undefined && { input }) });

  const write = (name: string, content: string | Buffer) => {
    writeFileSync(folder.path(name), content);
    return name;
  };

  it('imports a file, reports the rows that it refused, and exits with 0', async () => {
    const file = write(
      'shop.jsonl',
      `${lines([
        { sku: 'a', title: 'A' },
        { sku: 'b', title: 'B', price: -1, currency: 'USD' },
      ])}{broken\n`,
    );
    const { exitCode, stdout } = await trove(['import', 'products', file]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Read 3 rows');
    expect(stdout).toMatch(/created +1\n/);
    expect(stdout).toMatch(/rejected +2\n/);

    const rejects = readFileSync(folder.path('shop.jsonl.rejects.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(rejects.map((line) => JSON.parse(line) as unknown)).toEqual([
      { row: 3, field: null, code: 'FILE_MALFORMED', message: expect.any(String) as string },
      {
        row: 2,
        field: 'price',
        code: 'INVALID_INPUT',
        message: expect.stringContaining('-1') as string,
        values: { sku: 'b', title: 'B', price: -1, currency: 'USD' },
      },
    ]);
  });

  it('prints one JSON object with --json and leaves no file of rejects when there are none', async () => {
    write('shop.csv.rejects.jsonl', 'of an earlier run');
    const file = write('shop.csv', 'sku,title,size\na,"A, the first",42\nb,B,43\n');
    const { exitCode, stdout } = await trove(['import', 'products', file, '--json']);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(resultOf(stdout)).toMatchObject({
      rows: 2,
      created: 2,
      rejected: 0,
      rejects: null,
      failure: null,
    });
    expect(existsSync(folder.path('shop.csv.rejects.jsonl'))).toBe(false);
  });

  it('reads packed rows from standard input, by a mapping file', async () => {
    const map = write('map.json', '{"fields":{"sku":"id","title":"name"}}');
    const packed = gzipSync(lines([{ id: 1, name: 'One' }]));
    const { stdout, stderr } = await trove(
      ['import', 'products', '-', '--map', map, '--json'],
      packed,
    );
    expect(stderr).toBe('');
    expect(resultOf(stdout)).toMatchObject({ rows: 1, created: 1 });
  });

  it('replaces the catalogue when asked to', async () => {
    const two = lines([
      { sku: 'a', title: 'A' },
      { sku: 'b', title: 'B' },
    ]);
    await trove(['import', 'products', '-'], two);
    const args = ['import', 'products', '-', '--replace', '--json'];
    const { stdout } = await trove(args, lines([{ sku: 'b', title: 'B' }]));
    expect(resultOf(stdout)).toMatchObject({ unchanged: 1, removed: 1 });
  });

  it.each<[string, string[], string, Refusal]>([
    [
      'a file that does not exist',
      ['nowhere.jsonl'],
      '',
      { exitCode: 1, message: 'FILE_UNREADABLE' },
    ],
    [
      'an unknown format',
      ['-', '--format', 'xlsx'],
      '',
      { exitCode: 2, message: 'Allowed choices are jsonl, csv, parquet' },
    ],
    [
      'an unknown option',
      ['-', '--wrong'],
      '',
      { exitCode: 2, message: "unknown option '--wrong'" },
    ],
    [
      'a mapping file that is wrong',
      ['-', '--map', 'map.json'],
      '',
      { exitCode: 1, message: 'MAPPING_INVALID' },
    ],
    [
      'a mapping file that does not exist',
      ['-', '--map', 'none.json'],
      '',
      { exitCode: 1, message: 'FILE_UNREADABLE' },
    ],
    ['a file without rows', ['-'], '\n\n', { exitCode: 1, message: 'holds no rows' }],
    [
      'a file of which nothing can be imported',
      ['-'],
      '{"id":1}\n',
      { exitCode: 1, message: 'None of the 1 rows' },
    ],
    ['a JSON array', ['-'], '[{"sku":"a"}]', { exitCode: 1, message: 'jq' }],
    [
      'a place for rejects that cannot be written',
      ['-', '--rejects', 'no/such/x'],
      '{}\n',
      { exitCode: 1, message: '--rejects' },
    ],
  ])('refuses %s', async (_what, args, input, { exitCode: code, message }) => {
    write('map.json', '{"fields":{"nonsense":"x"}}');
    const { exitCode, stderr } = await trove(['import', 'products', ...args], input);
    expect({ exitCode, stderr }).toEqual({
      exitCode: code,
      stderr: expect.stringContaining(message) as string,
    });
    expect(stderr).not.toContain('    at ');
  });

  it('stops cleanly on Ctrl-C: what it counted has landed', async () => {
    const child = startCli(['import', 'products', '-', '--json'], { dataDir });
    let out = '';
    child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
    child.stdin?.on('error', () => undefined);
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    // Rows keep coming. Once more than a pipe holds is gone, the import is under way.
    const title = 'P'.repeat(400);
    let sku = 0;
    let written = 0;
    const feed = setInterval(() => {
      const rows = lines(Array.from({ length: 500 }, () => ({ sku: `p${sku++}`, title })));
      written += rows.length;
      child.stdin?.write(rows);
      if (written - (child.stdin?.writableLength ?? 0) < 1_000_000) return;
      // No more rows come, but the input stays open: the import must not wait for it.
      clearInterval(feed);
      child.kill('SIGINT');
    }, 100);
    const exitCode = await closed;

    expect(exitCode).toBe(1);
    const result = resultOf(out);
    expect(result).toMatchObject({ stopped: true, created: result['rows'] });
    const exported = await trove(['export', 'products']);
    expect(exported.stdout.trim().split('\n')).toHaveLength(Number(result['rows']));
  });
});

describe('trove export products', () => {
  const folder = temporaryFolder();

  it('writes a file, packed or not, that imports as it was', async () => {
    const surroundings = { dataDir: folder.path('.') };
    const input = lines([
      { sku: 'b', title: 'B', attributes: { size: 42 } },
      { sku: 'a', title: 'A' },
    ]);
    await runCli(['import', 'products', '-'], { ...surroundings, input });
    const { exitCode } = await runCli(
      ['export', 'products', '--out', 'all.jsonl.gz'],
      surroundings,
    );
    expect(exitCode).toBe(0);
    const exported = gunzipSync(readFileSync(folder.path('all.jsonl.gz'))).toString();
    expect(exported.match(/"sku":"."/g)).toEqual(['"sku":"a"', '"sku":"b"']);

    const again = await runCli(['import', 'products', 'all.jsonl.gz', '--json'], surroundings);
    expect(resultOf(again.stdout)).toMatchObject({ unchanged: 2, created: 0, rejected: 0 });
    const plain = await runCli(['export', 'products'], surroundings);
    expect(plain.stdout).toBe(exported);
  });

  it('says when the file cannot be written', async () => {
    const { exitCode, stderr } = await runCli(['export', 'products', '--out', 'no/such/file'], {
      dataDir: folder.path('.'),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--out');
  });
});
