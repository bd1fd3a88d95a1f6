import { readFileSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { runCli, type CliResult } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

const PRODUCTS = [
  '{"sku":"lamp-1","title":"Reading lamp"}',
  '{"sku":"lamp-2","title":"Desk lamp"}',
  '{"sku":"chair-1","title":"Garden chair"}',
].join('\n');

/** `lamp` finds both lamps, so its best product is first or second; `garden chair` finds its product first. */
const JUDGMENTS = `query,product_id,grade
garden chair,chair-1,3
garden chair,lamp-1,0
lamp,lamp-1,2
lamp,lamp-2,2
zeppelin,chair-1,0
`;

describe('trove evaluate search', () => {
  const folder = temporaryFolder();
  const trove = (args: readonly string[], input = ''): Promise<CliResult> =>
    runCli(args, { dataDir: folder.path('.'), input });
  const evaluate = (...args: readonly string[]) =>
    trove(['evaluate', 'search', '--judgments', 'judgments.csv', '--bootstrap', '200', ...args]);
  const judge = (csv: string): void => {
    writeFileSync(folder.path('judgments.csv'), csv);
  };

  beforeEach(() => {
    judge(JUDGMENTS);
  });

  it('measures what can be worked out by hand', async () => {
    await trove(['import', 'products', '-'], PRODUCTS);
    const { exitCode, stdout } = await evaluate('--json');
    expect(exitCode).toBe(0);
    // Both queries with relevant products are answered perfectly, the third has none: (1 + 1 + 0) / 3.
    expect(JSON.parse(stdout)).toMatchObject({
      summary: {
        queries: 3,
        queriesWithRelevant: 2,
        ndcg: { mean: 2 / 3 },
        ndcgWithRelevant: { mean: 1 },
        reciprocalRank: { mean: 2 / 3 },
        recall: { mean: 2 / 3 },
        zeroResultRate: 1 / 3,
      },
      typos: null,
      against: null,
    });
  });

  it('compares with a run that was kept, and writes every query', async () => {
    await trove(['import', 'products', '-'], PRODUCTS);
    await evaluate('--save', 'run.json');
    await trove(
      ['import', 'products', '-', '--replace'],
      '{"sku":"lamp-1","title":"Reading lamp"}',
    );
    const { stdout } = await evaluate(
      ...['--against', 'run.json', '--typos', '1', '--per-query', 'queries.csv'],
    );
    // `garden chair` loses its product: from 1 to 0. `lamp` loses one of two: from 1 to 1 / (1 + 1 / log2(3)) = .6131.
    const difference = (-1 - (1 - 1 / (1 + 1 / Math.log2(3)))) / 3;
    expect(stdout).toContain(`difference in nDCG@10               ${difference.toFixed(4)}`);
    expect(stdout).toContain('queries better / worse / equal      0 / 2 / 1');
    expect(stdout).toContain('With one typing mistake per query (seed 1; 3 of 3 queries');
    const lines = readFileSync(folder.path('queries.csv'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 3 + 3);
    expect(lines[1]).toMatch(/^clean,"garden chair","garden chair",1,0\.000000,/);
  });

  it('leaves no trace in what shoppers searched for', async () => {
    await trove(['import', 'products', '-'], PRODUCTS);
    await evaluate();
    const database = new BetterSqlite3(folder.path('trove.db'), { readonly: true });
    for (const table of ['search_impression', 'search_query'])
      expect(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()).toEqual({ rows: 0 });
    database.close();
  });

  it.each([
    ['lamp,lamp-1', 'FILE_MALFORMED', 'line 2'],
    ['lamp,lamp-1,high', 'FILE_MALFORMED', 'line 2: grade must be a whole number'],
    ['"lamp,lamp-1,2', 'FILE_MALFORMED', 'line 2'],
  ])('names the line of a bad judgment: %s', async (row, code, message) => {
    await trove(['import', 'products', '-'], PRODUCTS);
    judge(`query,product_id,grade\n${row}\n`);
    const { exitCode, stderr } = await evaluate();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(code);
    expect(stderr).toContain(message);
  });

  it('says so when there is nothing to evaluate', async () => {
    expect((await evaluate()).stderr).toContain('The catalogue is empty');
    judge('query,product_id,grade\n');
    expect((await evaluate()).stderr).toContain('has no rows');
    const absent = await trove(['evaluate', 'search', '--judgments', 'absent.csv']);
    expect(absent.stderr).toContain('FILE_UNREADABLE');
    expect((await evaluate('--k', '0')).exitCode).toBe(2);
  });
});
