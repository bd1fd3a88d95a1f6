import { readFileSync, writeFileSync } from 'node:fs';
import { runCli, type CliResult } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

describe('trove demo', () => {
  const folder = temporaryFolder();
  const trove = (args: readonly string[], input = ''): Promise<CliResult> =>
    runCli(args, { dataDir: folder.path('.'), input });
  const linesOf = (file: string) => readFileSync(folder.path(file), 'utf8').trimEnd().split('\n');

  it('writes a shop that imports without a bad row', async () => {
    const written = await trove(['demo', '--seed', '7', '--out', folder.path('shop')]);
    expect(written.stdout).toContain('2,000 products and 20,000 events');
    expect(linesOf('shop/products.jsonl')).toHaveLength(2000);
    expect(linesOf('shop/events.jsonl')).toHaveLength(20_000);

    writeFileSync(
      folder.path('some.jsonl'),
      linesOf('shop/products.jsonl').slice(0, 300).join('\n'),
    );
    const imported = await trove(['import', 'products', 'some.jsonl', '--json']);
    expect(JSON.parse(imported.stdout)).toMatchObject({ created: 300, rejected: 0 });
  });

  it('does not replace an imported catalogue', async () => {
    await trove(['import', 'products', '-'], '{"sku":"saw","title":"Saw"}');
    const refused = await trove(['demo']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/holds a catalogue of 1 products.*\[CATALOG_NOT_EMPTY\]/);
  });

  it('refuses a seed that is none', async () => {
    const refused = await trove(['demo', '--seed', 'lucky']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('whole number from 0 to 999999999');
  });
});
